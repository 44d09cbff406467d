import 'reflect-metadata';
import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { CONSENT_STATES, GIVER_RELATIONS, type ConsentState, type GiverRelation } from '../../policy/consentRecord.js';
import type { DataCategory, Purpose, SubjectKind } from '../../policy/vocabulary.js';

/** What one giver said about one subject, purpose and recipient; names after ISO/IEC TS 27560. References are row keys of the sources. */
@Entity({ tableName: 'consents' })
@Index({
  name: 'consents_subject_index',
  properties: ['subjectKind', 'subjectReference', 'purpose', 'recipient'],
})
@Index({ name: 'consents_recipient_index', properties: ['purpose', 'recipient'] })
export class Consent {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  schemaVersion!: string;

  @Property({ type: 'text' })
  subjectKind!: SubjectKind;

  @Property({ type: 'integer' })
  subjectReference!: number;

  @Property({ type: 'text' })
  giverKind!: SubjectKind;

  @Property({ type: 'integer' })
  giverReference!: number;

  @Enum({ items: [...GIVER_RELATIONS] })
  giverRelation!: GiverRelation;

  /** Full years; null = not known. */
  @Property({ type: 'smallint', nullable: true })
  giverAgeAtEvent!: number | null;

  @Property({ type: 'text' })
  purpose!: Purpose;

  /** An organisation code. */
  @Property({ type: 'text' })
  recipient!: string;

  /** Empty in a refusal: all categories. */
  @Property({ type: 'array' })
  categories!: DataCategory[];

  @Property({ type: 'text' })
  textVersion!: string;

  @Property({ type: 'text' })
  language!: string;

  @Property({ type: 'text' })
  channel!: string;

  @Enum({ items: [...CONSENT_STATES] })
  state!: ConsentState;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  decidedAt!: Date;

  /** YYYY-MM-DD, the last day on which it counts. */
  @Property({ type: 'date', nullable: true })
  validUntil!: string | null;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}
