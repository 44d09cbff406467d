import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { enumObject } from '../types/enums.js';
import { DATA_SUBJECTS, RIGHTS } from './ownRights.js';

const EXPORT_FORMATS = ['JSON', 'CSV'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const ExportFormatEnum = enumObject(EXPORT_FORMATS);
registerEnumType(ExportFormatEnum, { name: 'ExportFormat' });
export const EXPORT_ENUMS = ['ExportFormat'] as const;

@Public()
@ObjectType({ description: 'A copy of all that is kept of a person, to take away.', simpleResolvers: true })
export class Export {
  @Field(() => String)
  mediaType!: string;

  @Requires({ ...RIGHTS, roles: [...DATA_SUBJECTS, 'CONSULTATION_DESK'] })
  @Field(() => String, { nullable: true })
  document!: string | null;

  @Field(() => String, { description: 'SHA-256 of the document in UTF-8, hexadecimal; it is on record.' })
  sha256!: string;

  @Field(() => Int, { description: 'Yen. An electronic copy costs nothing (A6-6).' })
  fee!: number;

  @Field(() => String, { description: 'UTC.' })
  issuedAt!: string;
}
