import 'reflect-metadata';
import type { Rel } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Child } from './Child.js';
import { Guardian } from './Guardian.js';

/** Who may act for which child: only an ACTIVE link without harm flag gives rights (condition GUARDIAN_LINK), on its days. */
@Entity({ tableName: 'guardian_links' })
@Index({ properties: ['child', 'guardian'] })
@Unique({ properties: ['guardian', 'child'] })
export class GuardianLink {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @ManyToOne(() => Guardian)
  guardian!: Rel<Guardian>;

  @ManyToOne(() => Child)
  child!: Rel<Child>;

  @Enum({ items: ['MOTHER', 'FATHER', 'GRANDPARENT', 'OTHER'] })
  relation!: 'MOTHER' | 'FATHER' | 'GRANDPARENT' | 'OTHER';

  @Enum({ items: ['ACTIVE', 'ENDED', 'DISPUTED'] })
  state!: 'ACTIVE' | 'ENDED' | 'DISPUTED';

  @Property({ type: 'boolean' })
  harmFlag!: boolean;

  @Property({ type: 'date' })
  startedOn!: string;

  @Property({ type: 'date', nullable: true })
  endedOn!: string | null;
}
