import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Campaign } from './Campaign.js';

/** An entry; `guardian_reference` is the row key of a guardian of the club, without a foreign key: another database. */
@Entity({ tableName: 'campaign_entries' })
@Index({ properties: ['guardianReference'] })
@Unique({ properties: ['campaign', 'guardianReference'] })
export class CampaignEntry {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Campaign)
  campaign!: Rel<Campaign>;

  @Property({ type: 'integer' })
  guardianReference!: number;

  @Property({ type: 'date' })
  enteredOn!: string;
}
