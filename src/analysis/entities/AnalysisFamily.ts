import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AnalysisSnapshot } from './AnalysisSnapshot.js';

/** A family with a participating child, as far as questions may go. */
@Entity({ tableName: 'analysis_families' })
export class AnalysisFamily {
  @ManyToOne(() => AnalysisSnapshot, { primary: true, fieldName: 'snapshot' })
  snapshot!: Rel<AnalysisSnapshot>;

  @PrimaryKey({ type: 'blob', columnType: 'bytea' })
  familyPseudonym!: Uint8Array;

  /** A value of the public domain MUNICIPALITY. */
  @Property({ type: 'text' })
  municipality!: string;

  /** A value of the public domain AGE_BAND. */
  @Property({ type: 'text' })
  ageBand!: string;
}
