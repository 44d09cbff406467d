import 'reflect-metadata';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Rel } from '@mikro-orm/core';
import type { ConsentState } from '../../policy/consentRecord.js';
import type { DataCategory, SubjectKind } from '../../policy/vocabulary.js';
import { Consent } from './Consent.js';

/** What can happen to a consent. EXPIRY is the gateway's, the others are words of persons. */
export type ConsentStep = 'GRANT' | 'REFUSAL' | 'WITHDRAWAL' | 'RENEWAL' | 'EXPIRY';

/** One step of a consent's life. Written once; the database refuses to change or delete it. */
@Entity({ tableName: 'consent_events' })
export class ConsentEvent {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Consent, { index: true })
  consent!: Rel<Consent>;

  @Property({ type: 'text' })
  eventType!: ConsentStep;

  /** The state that the consent has from here on. */
  @Property({ type: 'text' })
  eventState!: ConsentState;

  @Property({ type: 'text' })
  actorKind!: SubjectKind;

  @Property({ type: 'integer' })
  actorReference!: number;

  @Property({ type: 'text' })
  channel!: string;

  @Property({ type: 'text' })
  textVersion!: string;

  @Property({ type: 'array' })
  categories!: DataCategory[];

  /** Of a yes: the last day on which it counts, YYYY-MM-DD; null = until withdrawn, or no yes. */
  @Property({ type: 'date', nullable: true })
  validUntil!: string | null;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  occurredAt!: Date;
}
