/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Age on the day of the request, in years, as a band. The last four stand for several, in de-identified rows whose band too few share. */
export type AgeBand =
  | 'AGE_0_5'
  | 'AGE_0_17'
  | 'AGE_6_8'
  | 'AGE_9_11'
  | 'AGE_12_14'
  | 'AGE_15'
  | 'AGE_16_17'
  | 'AGE_18_19'
  | 'AGE_18_39'
  | 'AGE_20_29'
  | 'AGE_30_39'
  | 'AGE_40_49'
  | 'AGE_40_59'
  | 'AGE_50_59'
  | 'AGE_60_69'
  | 'AGE_60_PLUS'
  | 'AGE_70_79'
  | 'AGE_80_PLUS';

/** Amount of a purchase in yen, as a class. */
export type AmountClass =
  | 'YEN_0_499'
  | 'YEN_500_999'
  | 'YEN_1000_2999'
  | 'YEN_3000_9999'
  | 'YEN_10000_PLUS';

/** What may be grouped by. */
export type FamilyDimension =
  | 'AGE_BAND'
  | 'MUNICIPALITY'
  | 'PURCHASE_SEGMENT'
  | 'REGION';

/** Values of the public domain to keep; absent: all. */
export type FamilyStatisticFilter = {
  readonly ageBand?: ReadonlyArray<string> | null | undefined;
  readonly municipality?: ReadonlyArray<string> | null | undefined;
  readonly purchaseSegment?: ReadonlyArray<string> | null | undefined;
  readonly region?: ReadonlyArray<string> | null | undefined;
};

export type GuardianFilter = {
  readonly ageBand?: ReadonlyArray<AgeBand> | null | undefined;
  /** Key of an audience, for who sends for it under BENEFICIAL_INFORMATION; nobody else finds anybody by it. */
  readonly audience?: string | number | null | undefined;
  readonly email?: string | null | undefined;
  readonly kanaStartsWith?: string | null | undefined;
  readonly memberCode?: string | null | undefined;
  /** JIS codes of municipalities. */
  readonly municipality?: ReadonlyArray<string> | null | undefined;
  /** Family and given name, with a space between. */
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly sex?: Sex | null | undefined;
};

/** Sort keys; ascending unless _DESC. Open only to a caller who may see the category at that form. */
export type PersonOrder =
  | 'BIRTH_DATE'
  | 'BIRTH_DATE_DESC'
  | 'KANA'
  | 'KANA_DESC'
  | 'MUNICIPALITY'
  | 'MUNICIPALITY_DESC';

/** What a request is for. */
export type Purpose =
  | 'AGGREGATE_ANALYSIS'
  | 'ANONYMISED_DISCLOSURE'
  | 'BENEFICIAL_INFORMATION'
  | 'CHILD_WELFARE'
  | 'CLUB_OPERATION'
  | 'CONSENTED_DISCLOSURE'
  | 'CONSENT_REQUEST'
  | 'DATA_SUBJECT_RIGHTS'
  | 'GOVERNANCE'
  | 'INTERNAL_AUDIT'
  | 'LEGAL_OBLIGATION'
  | 'MATERIAL_CHANGE_NOTICE'
  | 'PUBLIC_HEALTH'
  | 'REQUESTED_SERVICE'
  | 'SERVICE_PROTECTION'
  | 'TRAINING'
  | 'VITAL_OR_PROPERTY_PROTECTION';

/** What a caller is. */
export type Role =
  | 'ADVERTISER'
  | 'AFFILIATE_STAFF'
  | 'ANALYST'
  | 'AUTHORITY_LIAISON'
  | 'CHILD_WELFARE_BODY'
  | 'CLUB_STAFF'
  | 'CONSULTATION_DESK'
  | 'COOP_STAFF'
  | 'DEPT_MANAGER'
  | 'EMERGENCY_RESPONDER'
  | 'INTERNAL_AUDITOR'
  | 'MARKETING_TOOL'
  | 'OPERATOR_STAFF'
  | 'PARTNER'
  | 'PRIVACY_MANAGER'
  | 'PROCESSOR_STAFF'
  | 'PUBLIC'
  | 'SECURITY_OFFICER'
  | 'SELF_ADULT'
  | 'SELF_CHILD'
  | 'SELF_EMPLOYEE'
  | 'SELF_GUARDIAN'
  | 'SELF_MEMBER'
  | 'SELF_SUPPLIER'
  | 'SUBCONTRACTOR_STAFF';

/** School grade by age (school year from 2 April to 1 April). */
export type SchoolGrade =
  | 'BEYOND'
  | 'ELEMENTARY_1'
  | 'ELEMENTARY_2'
  | 'ELEMENTARY_3'
  | 'ELEMENTARY_4'
  | 'ELEMENTARY_5'
  | 'ELEMENTARY_6'
  | 'HIGH_1'
  | 'HIGH_2'
  | 'HIGH_3'
  | 'JUNIOR_HIGH_1'
  | 'JUNIOR_HIGH_2'
  | 'JUNIOR_HIGH_3'
  | 'PRESCHOOL';

export type Sex =
  | 'FEMALE'
  | 'MALE'
  | 'OTHER'
  | 'UNSPECIFIED';

/** SUPPRESSED: the noisy count is below the threshold of this recipient and place; it is not told whether it is zero. */
export type ValueStatus =
  | 'RELEASED'
  | 'SUPPRESSED';

export type FamilyQuoteQueryVariables = Exact<{
  groupBy: ReadonlyArray<FamilyDimension> | FamilyDimension;
  where?: FamilyStatisticFilter | null | undefined;
}>;


export type FamilyQuoteQuery = { readonly statistics: { readonly families: { readonly quote: { readonly rho: number, readonly epsilon: number, readonly remainingAfter: number | null, readonly alreadyReleased: boolean } } | null } };

export type FamilyStatisticQueryVariables = Exact<{
  groupBy: ReadonlyArray<FamilyDimension> | FamilyDimension;
  where?: FamilyStatisticFilter | null | undefined;
}>;


export type FamilyStatisticQuery = { readonly statistics: { readonly families: { readonly quote: { readonly rho: number, readonly epsilon: number, readonly delta: number, readonly remainingAfter: number | null, readonly alreadyReleased: boolean, readonly halfWidth95: { readonly families: number | null } }, readonly cells: ReadonlyArray<{ readonly by: { readonly municipality: { readonly code: string, readonly name: string } | null, readonly ageBand: { readonly code: string, readonly name: string } | null }, readonly families: { readonly value: number | null, readonly low: number | null, readonly high: number | null, readonly status: ValueStatus } }> | null, readonly spent: { readonly rho: number, readonly epsilon: number, readonly delta: number, readonly unit: string, readonly mechanism: string } | null, readonly release: { readonly id: string, readonly snapshot: string, readonly policyVersion: string, readonly issuedAt: string } | null } | null } };

export type GuardianPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  where?: GuardianFilter | null | undefined;
  orderBy?: ReadonlyArray<PersonOrder> | PersonOrder | null | undefined;
}>;


export type GuardianPageQuery = { readonly guardians: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly name: string | null, readonly kana: string | null, readonly phone: string | null, readonly email: string | null, readonly address: string | null, readonly ageBand: AgeBand | null, readonly municipality: { readonly code: string, readonly name: string | null } | null, readonly children: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly ageBand: AgeBand | null, readonly schoolGrade: SchoolGrade | null }> | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type GuardianPurchasesQueryVariables = Exact<{
  id: string | number;
  first: number;
}>;


export type GuardianPurchasesQuery = { readonly guardian: { readonly id: string, readonly name: string | null, readonly memberCode: string | null, readonly member: { readonly id: string, readonly memberCode: string | null, readonly purchases: ReadonlyArray<{ readonly month: string | null, readonly productCategory: string | null, readonly amountClass: AmountClass | null, readonly purchasedOn: string | null, readonly amount: number | null }> | null } | null } | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly organisation: string, readonly roles: ReadonlyArray<Role>, readonly recipientClasses: ReadonlyArray<string>, readonly purposes: ReadonlyArray<Purpose>, readonly purpose: Purpose | null } };


export const FamilyQuoteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FamilyQuote"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"groupBy"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FamilyDimension"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"where"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FamilyStatisticFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statistics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"families"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"groupBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"Variable","name":{"kind":"Name","value":"where"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quote"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rho"}},{"kind":"Field","name":{"kind":"Name","value":"epsilon"}},{"kind":"Field","name":{"kind":"Name","value":"remainingAfter"}},{"kind":"Field","name":{"kind":"Name","value":"alreadyReleased"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FamilyQuoteQuery, FamilyQuoteQueryVariables>;
export const FamilyStatisticDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FamilyStatistic"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"groupBy"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FamilyDimension"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"where"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FamilyStatisticFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statistics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"families"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"groupBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"Variable","name":{"kind":"Name","value":"where"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quote"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rho"}},{"kind":"Field","name":{"kind":"Name","value":"epsilon"}},{"kind":"Field","name":{"kind":"Name","value":"delta"}},{"kind":"Field","name":{"kind":"Name","value":"remainingAfter"}},{"kind":"Field","name":{"kind":"Name","value":"halfWidth95"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"families"}}]}},{"kind":"Field","name":{"kind":"Name","value":"alreadyReleased"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cells"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"municipality"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ageBand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"families"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"spent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rho"}},{"kind":"Field","name":{"kind":"Name","value":"epsilon"}},{"kind":"Field","name":{"kind":"Name","value":"delta"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"mechanism"}}]}},{"kind":"Field","name":{"kind":"Name","value":"release"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"snapshot"}},{"kind":"Field","name":{"kind":"Name","value":"policyVersion"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FamilyStatisticQuery, FamilyStatisticQueryVariables>;
export const GuardianPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GuardianPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"where"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"GuardianFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PersonOrder"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"guardians"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"where"},"value":{"kind":"Variable","name":{"kind":"Name","value":"where"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kana"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"ageBand"}},{"kind":"Field","name":{"kind":"Name","value":"municipality"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"children"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ageBand"}},{"kind":"Field","name":{"kind":"Name","value":"schoolGrade"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<GuardianPageQuery, GuardianPageQueryVariables>;
export const GuardianPurchasesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GuardianPurchases"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"guardian"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"memberCode"}},{"kind":"Field","name":{"kind":"Name","value":"member"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"memberCode"}},{"kind":"Field","name":{"kind":"Name","value":"purchases"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"month"}},{"kind":"Field","name":{"kind":"Name","value":"productCategory"}},{"kind":"Field","name":{"kind":"Name","value":"amountClass"}},{"kind":"Field","name":{"kind":"Name","value":"purchasedOn"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}}]}}]}}]}}]} as unknown as DocumentNode<GuardianPurchasesQuery, GuardianPurchasesQueryVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"recipientClasses"}},{"kind":"Field","name":{"kind":"Name","value":"purposes"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;