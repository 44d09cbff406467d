import type { GraphQLSchema } from 'graphql';
import 'reflect-metadata';
import { buildSchemaSync } from 'type-graphql';
import { applyGovernance } from '../../directives/applyGovernance.js';
import { labelSchema } from '../../directives/labelSchema.js';
import { proveGoverned } from '../../directives/proof/proveGoverned.js';
import { proveSchema } from '../../directives/proof/proveSchema.js';
import { publicUse } from '../../directives/public.js';
import { readLabels } from '../../directives/readLabels.js';
import type { SchemaLabels } from '../../directives/schemaLabels.js';
import { CampaignEntryResolver } from './broadcaster/CampaignEntryResolver.js';
import { AssignmentResolver, ClassSessionResolver, StaffResolver } from './broadcaster/StaffResolver.js';
import { WorkerResolver } from './coop/WorkerResolver.js';
import { AnswerResolver } from './me/AnswerResolver.js';
import { AdvertisingResolver } from './me/AdvertisingResolver.js';
import { CaseConsentResolver } from './requests/CaseConsentResolver.js';
import { CaseExportResolver } from './requests/CaseExportResolver.js';
import { DeskLookupResolver } from './requests/DeskLookupResolver.js';
import { DeskResolver } from './requests/DeskResolver.js';
import { OwnRequestResolver } from './requests/OwnRequestResolver.js';
import { REQUEST_ENUMS } from './requests/RightsRequest.js';
import { ErasureResolver, STOP_ENUMS } from './me/ErasureResolver.js';
import { EXPORT_ENUMS } from './me/Export.js';
import { ExportResolver } from './me/ExportResolver.js';
import { PrivacyContactResolver } from './me/PrivacyContact.js';
import { ChangeNoticeResolver } from './me/ChangeNoticeResolver.js';
import { CORRECTION_ENUMS } from './me/CorrectionInput.js';
import { CorrectionResolver } from './me/CorrectionResolver.js';
import { MeResolver } from './me/MeResolver.js';
import { AuditLogResolver } from './audit/AuditLogResolver.js';
import { BudgetsResolver } from './budgets/BudgetsResolver.js';
import { CampaignResolver } from './broadcaster/CampaignResolver.js';
import { ChildResolver } from './children/ChildResolver.js';
import { GuardianResolver } from './guardians/GuardianResolver.js';
import { ClassResolver, CourseResolver, EnrolmentResolver } from './lessons/LessonResolvers.js';
import { MemberResolver } from './members/MemberResolver.js';
import { PERSON_ORDER_LABELS } from './paging/personOrder.js';
import { PolicyResolver } from './policy/PolicyResolver.js';
import { POLICY_WORD_ENUMS } from './policy/policyToolEnums.js';
import { MunicipalityResolver } from './types/MunicipalityResolver.js';
import { AskedConsentResolver } from './consents/AskedConsentResolver.js';
import { ConsentResolver } from './consents/ConsentResolver.js';
import { ConsentStandingResolver } from './consents/ConsentStandingResolver.js';
import { STATISTIC_ENUM_LABELS, STATISTIC_RESOLVERS } from './statistics/statisticResolvers.js';
import { REGISTER_ENUM_LABELS, REGISTER_RESOLVERS } from './registers/registerResolvers.js';
import { StopNoticeResolver } from './supervision/StopNoticeResolver.js';
import { SupervisionResolver } from './supervision/SupervisionResolver.js';
import { SUPERVISION_WORD_ENUMS } from './supervision/supervisionEnums.js';
import { ViewerResolver } from './viewer/Viewer.js';

/** Enums whose values are only words: what they say of a person is said by the field or input that takes them. */
const WORD_ENUMS = ['AgeBand', 'Sex', 'Purpose', 'DataCategory'] as const;

export interface GraphSchema {
  readonly schema: GraphQLSchema;
  readonly labels: SchemaLabels;
}

/**
 * The published schema: built, labelled, proved, and governed, in this order.
 * @throws NorenError BAD_SCHEMA that names each coordinate which lacks a label or could let one be bypassed.
 */
export function buildGraphSchema(): GraphSchema {
  const built = buildSchemaSync({
    resolvers: [
      ViewerResolver,
      GuardianResolver,
      ChildResolver,
      MemberResolver,
      CourseResolver,
      ClassResolver,
      EnrolmentResolver,
      CampaignResolver,
      CampaignEntryResolver,
      StaffResolver,
      AssignmentResolver,
      ClassSessionResolver,
      WorkerResolver,
      MunicipalityResolver,
      MeResolver,
      AnswerResolver,
      AdvertisingResolver,
      CorrectionResolver,
      ErasureResolver,
      OwnRequestResolver,
      DeskResolver,
      ExportResolver,
      CaseConsentResolver,
      CaseExportResolver,
      DeskLookupResolver,
      PrivacyContactResolver,
      ChangeNoticeResolver,
      ConsentResolver,
      ConsentStandingResolver,
      AskedConsentResolver,
      ...STATISTIC_RESOLVERS,
      BudgetsResolver,
      AuditLogResolver,
      PolicyResolver,
      SupervisionResolver,
      StopNoticeResolver,
      ...REGISTER_RESOLVERS,
    ],
    validate: false,
    authMode: 'error',
  });
  const labelled = labelSchema(built, {
    PersonOrder: PERSON_ORDER_LABELS,
    ...STATISTIC_ENUM_LABELS,
    ...REGISTER_ENUM_LABELS,
    ...Object.fromEntries(
      [
        ...WORD_ENUMS,
        ...POLICY_WORD_ENUMS,
        ...SUPERVISION_WORD_ENUMS,
        ...EXPORT_ENUMS,
        ...CORRECTION_ENUMS,
        ...STOP_ENUMS,
        ...REQUEST_ENUMS,
      ].map((name) => [name, { '*': publicUse() }]),
    ),
  });
  proveSchema(labelled);
  const labels = readLabels(labelled);
  const schema = applyGovernance(labelled, labels);
  proveGoverned(schema);
  return { schema, labels };
}
