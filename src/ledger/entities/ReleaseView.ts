import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Release } from './Release.js';

/** A recipient that has paid for a release, and from which account. */
@Entity({ tableName: 'release_views' })
export class ReleaseView {
  @ManyToOne(() => Release, { primary: true })
  release!: Rel<Release>;

  @PrimaryKey({ type: 'text' })
  recipient!: string;

  @Property({ type: 'text' })
  purpose!: string;

  @Property({ type: 'text' })
  period!: string;

  @Property({ type: 'array', columnType: 'text[]' })
  sources!: string[];

  @Property({ type: 'bigint' })
  nanoRho!: bigint;

  @Property({ type: 'datetime', columnType: 'timestamptz', defaultRaw: 'clock_timestamp()' })
  chargedAt!: Date;
}
