import { Field, ObjectType, type ClassType } from 'type-graphql';
import { Public } from '../../../directives/public.js';

@Public()
@ObjectType({ simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

/** The Relay connection of a row type. There is no total: how many there are is a statistic, and statistics have a price. */
export function connectionOf(name: string, node: () => ClassType): ClassType {
  @Public()
  @ObjectType(`${name}Edge`, { simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'Sealed: counts only for this caller, purpose and question, for a day.' })
    cursor!: string;

    @Field(node)
    node!: unknown;
  }

  @Public()
  @ObjectType(`${name}Connection`, { simpleResolvers: true })
  class Connection {
    @Field(() => [Edge])
    edges!: unknown;

    @Field(() => [node()], { description: 'The nodes of the edges.' })
    nodes!: unknown;

    @Field(() => PageInfo)
    pageInfo!: unknown;
  }
  return Connection;
}
