import 'reflect-metadata';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Rel } from '@mikro-orm/core';
import type { ConsentState } from '../../policy/consentRecord.js';
import type { DataCategory, SubjectKind } from '../../policy/vocabulary.js';
import { Consent } from './Consent.js';

/** One step of a consent's life. Written once; the database refuses to change or delete it. */
@Entity({ tableName: 'consent_events' })
export class ConsentEvent {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Consent, { index: true })
  consent!: Rel<Consent>;

  @Property({ type: 'text' })
  eventType!: 'GRANT' | 'REFUSAL' | 'WITHDRAWAL';

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

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  occurredAt!: Date;
}
