import { ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';

@Public()
@ObjectType({ description: 'Numbers about many, with their uncertainty and their price.' })
export class Statistics {
  readonly families?: object;
}
