import { Arg, Ctx, ID, Mutation, Resolver, type ClassType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { breakGlassRegister } from '../../registry/registers/breakGlass.js';
import {
  BREAK_GLASS_FOLLOWERS,
  BREAK_GLASS_REVIEWERS,
  followUpBreakGlass,
  reviewBreakGlass,
} from '../../registry/registers/reviewBreakGlass.js';
import type { RequestContext } from '../context.js';
import { publishedEntry } from './publishedEntry.js';
import { recorderOf } from './recorderOf.js';

export function breakGlassReviewResolver(entry: ClassType): ClassType {
  @Resolver()
  class BreakGlassReviewResolver {
    @Requires({ roles: BREAK_GLASS_REVIEWERS, purposes: ['GOVERNANCE', 'INTERNAL_AUDIT'] })
    @Mutation(() => entry, {
      nullable: true,
      description: 'Looks at an emergency afterwards; due within one business day (A4-6a).',
    })
    async reviewBreakGlass(
      @Ctx() context: RequestContext,
      @Public() @Arg('key', () => ID) key: string,
      @Public() @Arg('note', () => String) note: string,
      @Public() @Arg('justified', () => Boolean) justified: boolean,
    ): Promise<object> {
      const recorder = recorderOf(context, BREAK_GLASS_REVIEWERS);
      const reviewed = await reviewBreakGlass(context.environment.registers, { key, recorder, note, justified });
      return publishedEntry(context, breakGlassRegister, reviewed);
    }

    @Requires({ roles: BREAK_GLASS_FOLLOWERS, purposes: ['GOVERNANCE'] })
    @Mutation(() => entry, {
      nullable: true,
      description: 'What followed an emergency that was not justified; until then its actor breaks no other glass.',
    })
    async followUpBreakGlass(
      @Ctx() context: RequestContext,
      @Public() @Arg('key', () => ID) key: string,
      @Public() @Arg('note', () => String) note: string,
    ): Promise<object> {
      const recorder = recorderOf(context, BREAK_GLASS_FOLLOWERS);
      const followed = await followUpBreakGlass(context.environment.registers, { key, recorder, note });
      return publishedEntry(context, breakGlassRegister, followed);
    }
  }
  return BreakGlassReviewResolver;
}
