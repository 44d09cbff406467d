import { Args, Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import { Requires } from '../../../directives/requires.js';
import { proveConsistency, proveInclusion, rootAt } from '../../audit/merkle/prove.js';
import type { Hash } from '../../audit/merkle/hashes.js';
import { readCheckpoint, readEntries } from '../../audit/reads/readEntries.js';
import { readHead, readNodesOf } from '../../audit/reads/readTree.js';
import { NorenError } from '../../errors.js';
import type { RequestContext } from '../context.js';
import {
  AuditLogEntry,
  AuditLogView,
  AuditProof,
  ConsistencyArguments,
  EntryArguments,
  EntryRangeArguments,
  InclusionArguments,
} from './AuditLogView.js';

const LARGEST_PAGE = 500;

@Resolver(() => AuditLogView)
export class AuditLogResolver {
  @Requires({ roles: ['INTERNAL_AUDITOR', 'PRIVACY_MANAGER'], purposes: ['INTERNAL_AUDIT', 'GOVERNANCE'] })
  @Query(() => AuditLogView, {
    nullable: true,
    description: 'The record of every disclosure and change (A3-2, A7-1d).',
  })
  async auditLog(@Ctx() { environment: { audit } }: RequestContext): Promise<AuditLogView> {
    const { origin, frontier } = await readHead(audit.pool);
    const { text } = await audit.checkpoints.verifierKey();
    const checkpoint = await readCheckpoint(audit.pool);
    return { origin, size: frontier.size, verifierKey: text, closed: audit.log.closed, checkpoint };
  }

  @FieldResolver(() => [AuditLogEntry])
  async entries(
    @Args(() => EntryRangeArguments) { first, from }: EntryRangeArguments,
    @Ctx() { environment: { audit } }: RequestContext,
  ): Promise<readonly AuditLogEntry[]> {
    if (first < 1 || first > LARGEST_PAGE) {
      throw new NorenError('BAD_INPUT', `AuditLogView.entries(first:) takes 1 to ${LARGEST_PAGE}.`);
    }
    return readEntries(audit.pool, whole('AuditLogView.entries(from:)', from), first);
  }

  @FieldResolver(() => AuditLogEntry, { nullable: true })
  async entry(
    @Args(() => EntryArguments) { index }: EntryArguments,
    @Ctx() { environment: { audit } }: RequestContext,
  ): Promise<AuditLogEntry | null> {
    const [found] = await readEntries(audit.pool, whole('AuditLogView.entry(index:)', index), 1);
    return found ?? null;
  }

  @FieldResolver(() => AuditProof, { description: 'That an entry is in the tree of a size.' })
  async inclusionProof(
    @Args(() => InclusionArguments) { index, size }: InclusionArguments,
    @Ctx() context: RequestContext,
  ): Promise<AuditProof> {
    const { read, largest } = await treeOf(context);
    if (!(whole('AuditLogView.inclusionProof(size:)', size) <= largest && whole('index', index) < size)) {
      throw new NorenError('BAD_INPUT', `AuditLogView.inclusionProof takes index < size <= ${largest}.`);
    }
    return published(await proveInclusion(index, size, read), await rootAt(size, read));
  }

  @FieldResolver(() => AuditProof, { description: 'That the log only grew from one size to another.' })
  async consistencyProof(
    @Args(() => ConsistencyArguments) { from, to }: ConsistencyArguments,
    @Ctx() context: RequestContext,
  ): Promise<AuditProof> {
    const { read, largest } = await treeOf(context);
    if (!(whole('from', from) >= 1 && from <= whole('to', to) && to <= largest)) {
      throw new NorenError('BAD_INPUT', `AuditLogView.consistencyProof takes 1 <= from <= to <= ${largest}.`);
    }
    return published(await proveConsistency(from, to, read), await rootAt(to, read));
  }
}

async function treeOf({ environment: { audit } }: RequestContext) {
  const { frontier } = await readHead(audit.pool);
  return { read: readNodesOf(audit.pool), largest: frontier.size };
}

function whole(argument: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new NorenError('BAD_INPUT', `${argument}: must be a whole number from 0.`);
}

function published(hashes: readonly Hash[], root: Hash): AuditProof {
  return { hashes: hashes.map((hash) => hash.toString('hex')), root: root.toString('hex') };
}
