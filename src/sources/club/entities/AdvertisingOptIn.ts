import 'reflect-metadata';
import { Entity, Enum, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';

/** Whether a giver opted a subject in to advertising, with its proof (condition OPT_IN). References are row keys of guardians or children. */
@Entity({ tableName: 'advertising_opt_ins' })
@Unique({
  name: 'advertising_opt_ins_subject_giver_unique',
  properties: ['subjectKind', 'subjectId', 'giverKind', 'giverId'],
})
export class AdvertisingOptIn {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Enum({ items: ['GUARDIAN', 'CHILD_PARTICIPANT'] })
  subjectKind!: 'GUARDIAN' | 'CHILD_PARTICIPANT';

  @Property({ type: 'integer' })
  subjectId!: number;

  @Enum({ items: ['GUARDIAN', 'CHILD_PARTICIPANT'] })
  giverKind!: 'GUARDIAN' | 'CHILD_PARTICIPANT';

  @Property({ type: 'integer' })
  giverId!: number;

  @Enum({ items: ['OPTED_IN', 'OPTED_OUT'] })
  state!: 'OPTED_IN' | 'OPTED_OUT';

  @Property({ type: 'text' })
  channel!: string;

  @Property({ type: 'text' })
  proofReference!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  recordedAt!: Date;
}
