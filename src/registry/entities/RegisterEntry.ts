import 'reflect-metadata';
import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { Role, SubjectKind } from '../../policy/vocabulary.js';

/** One version of one entry of one register. Written once; later only told when the next version came. */
@Entity({ tableName: 'register_entries' })
@Unique({ name: 'register_entries_version_unique', properties: ['register', 'key', 'version'] })
export class RegisterEntry {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  register!: string;

  @Property({ type: 'text' })
  key!: string;

  /** 1, 2, 3 … without a gap. */
  @Property({ type: 'integer' })
  version!: number;

  @Property({ type: 'json', columnType: 'jsonb' })
  payload!: object;

  @Property({ type: 'text', nullable: true })
  subjectKind!: SubjectKind | null;

  @Property({ type: 'integer', nullable: true })
  subjectReference!: number | null;

  @Property({ type: 'text', nullable: true })
  organisation!: string | null;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  validFrom!: Date;

  /** From this instant on it no longer counts. */
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  validTo!: Date | null;

  /** Ended by somebody, at once and whatever a gateway's clock says. */
  @Property({ type: 'boolean' })
  ended!: boolean;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  recordedAt!: Date;

  /** A person as the token names it. */
  @Property({ type: 'text' })
  recordedBy!: string;

  @Property({ type: 'text' })
  recordedRole!: Role;

  @Property({ type: 'text', nullable: true })
  reason!: string | null;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  supersededAt!: Date | null;
}
