import 'reflect-metadata';
import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A programme on air; `weekday` 1 = Monday to 7 = Sunday. */
@Entity({ tableName: 'programmes' })
@Check({ name: 'programmes_weekday_check', expression: 'weekday >= 1 and weekday <= 7' })
export class Programme {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text' })
  title!: string;

  @Property({ type: 'text' })
  genre!: string;

  @Property({ type: 'smallint' })
  weekday!: number;
}
