import { ArgsType, Field, Float, Int, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';

@Public()
@ObjectType({ description: 'A signed statement of what the log was (C2SP tlog-checkpoint).', simpleResolvers: true })
export class AuditCheckpoint {
  @Field(() => Float)
  size!: number;

  @Field(() => String, { description: 'Root of the tree, hexadecimal.' })
  root!: string;

  @Field(() => String, { description: 'The signed note, word for word.' })
  note!: string;
}

@Public()
@ObjectType({ description: 'One entry of the audit log; it holds no personal value.', simpleResolvers: true })
export class AuditLogEntry {
  @Field(() => Float)
  index!: number;

  @Field(() => String, { description: 'SHA-256 of the entry as a leaf (RFC 6962), hexadecimal.' })
  leafHash!: string;

  @Field(() => String, { description: 'Canonical JSON (RFC 8785): what the hash is made of.' })
  entry!: string;
}

@Public()
@ObjectType({
  description: 'Hashes that lead from one thing to another (RFC 9162), hexadecimal.',
  simpleResolvers: true,
})
export class AuditProof {
  @Field(() => [String])
  hashes!: readonly string[];

  @Field(() => String, { description: 'Root of the tree of the larger size, hexadecimal.' })
  root!: string;
}

@Public()
@ObjectType({ description: 'The audit log, for those who audit it.' })
export class AuditLogView {
  @Field(() => String, { description: 'Which log this is.' })
  origin!: string;

  @Field(() => Float, { description: 'Number of entries.' })
  size!: number;

  @Field(() => String, { description: 'With what checkpoints are verified: <name>+<key id>+<key>.' })
  verifierKey!: string;

  @Field(() => String, { nullable: true, description: 'Why the log is closed; null: it is open.' })
  closed!: string | null;

  @Field(() => AuditCheckpoint, { nullable: true, description: 'The newest one; null: none was signed yet.' })
  checkpoint!: AuditCheckpoint | null;
}

@ArgsType()
export class EntryRangeArguments {
  @Public()
  @Field(() => Int, { defaultValue: 50, description: '1 to 500.' })
  first!: number;

  @Public()
  @Field(() => Float, { defaultValue: 0, description: 'The first index.' })
  from!: number;
}

@ArgsType()
export class EntryArguments {
  @Public()
  @Field(() => Float)
  index!: number;
}

@ArgsType()
export class InclusionArguments {
  @Public()
  @Field(() => Float)
  index!: number;

  @Public()
  @Field(() => Float, { description: 'Of the tree, e.g. that of a checkpoint.' })
  size!: number;
}

@ArgsType()
export class ConsistencyArguments {
  @Public()
  @Field(() => Float, { description: 'The smaller size, from 1.' })
  from!: number;

  @Public()
  @Field(() => Float, { description: 'The larger size.' })
  to!: number;
}
