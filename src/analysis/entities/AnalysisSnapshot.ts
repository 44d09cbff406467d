import 'reflect-metadata';
import { Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { Domains } from '../domains.js';

/** A dated copy of what statistics are computed on; one is CURRENT, rows of DROPPED ones are gone. */
@Entity({ tableName: 'analysis_snapshots' })
@Unique({ name: 'analysis_snapshots_number_unique', properties: ['number'] })
@Unique({ name: 'analysis_snapshots_taken_unique', properties: ['takenOn', 'sequence'] })
export class AnalysisSnapshot {
  /** Date and number of the day, e.g. "2026-11-22.1". */
  @PrimaryKey({ type: 'text' })
  id!: string;

  /** Rows of a base say from which number on they hold, and from which on no longer. */
  @Property({ type: 'integer' })
  number!: number;

  /** Which set of tables it stands on: `analysis_facts_<base>_…`. */
  @Property({ type: 'integer' })
  base!: number;

  @Property({ type: 'date' })
  takenOn!: string;

  @Property({ type: 'integer' })
  sequence!: number;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  takenAt!: Date;

  @Enum({ items: ['CURRENT', 'PREVIOUS', 'DROPPED'] })
  status!: 'CURRENT' | 'PREVIOUS' | 'DROPPED';

  @Property({ type: 'text' })
  boundsHash!: string;

  @Property({ type: 'json', columnType: 'jsonb' })
  domains!: Domains;

  /** Of the small public tables of the sources. */
  @Property({ type: 'text' })
  referenceDigest!: string;

  /** Families written since the base was made. */
  @Property({ type: 'integer' })
  familiesChanged!: number;
}
