import 'reflect-metadata';
import { Entity, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** One charge and what was said for it. RESERVED and RELEASED stand for their key; VOID was paid and never answered. */
@Entity({ tableName: 'releases' })
export class Release {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** SHA-256 of `question`. */
  @Property({ type: 'text' })
  releaseKey!: string;

  @Enum({ items: ['RESERVED', 'RELEASED', 'VOID'] })
  status!: 'RESERVED' | 'RELEASED' | 'VOID';

  @Property({ type: 'text' })
  question!: string;

  /** The question for people. */
  @Property({ type: 'text' })
  words!: string;

  @Property({ type: 'text' })
  snapshot!: string;

  @Property({ type: 'text' })
  policyVersion!: string;

  @Property({ type: 'bigint' })
  nanoRho!: bigint;

  @Property({ type: 'text' })
  delta!: string;

  @Property({ type: 'text' })
  recipient!: string;

  @Property({ type: 'text' })
  purpose!: string;

  @Property({ type: 'text' })
  period!: string;

  @Property({ type: 'array', columnType: 'text[]' })
  sources!: string[];

  @Property({ type: 'datetime', columnType: 'timestamptz', defaultRaw: 'clock_timestamp()' })
  reservedAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  issuedAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  body!: string | null;
}
