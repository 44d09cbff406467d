/** Title, what is changed in the sound schema, into what, and what must be said: coordinate first. */
type PlantedFault = readonly [title: string, from: string, to: string, said: string | RegExp];

const LABELS: readonly PlantedFault[] = [
  [
    'a label removed',
    'birthDate: LocalDate @personal(category: BIRTH_DATE) @strip',
    'birthDate: LocalDate',
    'Guardian.birthDate: has no label',
  ],
  ['a root field without a label', '[Course!] @public', '[Course!]', 'Query.courses: has no label'],
  [
    'a mutation without a label',
    '@requires(roles: [SELF_GUARDIAN], purposes: [DATA_SUBJECT_RIGHTS])',
    '',
    'Mutation.withdraw: has no label',
  ],
  [
    'a field that is personal and public',
    'joinedOn: LocalDate! @public',
    'joinedOn: LocalDate @public @personal(category: UNLISTED)',
    'Guardian.joinedOn: carries @personal and @public',
  ],
  [
    'a requirement that asks for nothing',
    '@requires(roles: [SELF_GUARDIAN], purposes: [DATA_SUBJECT_RIGHTS])',
    '@requires',
    'Mutation.withdraw: @requires names no role',
  ],
];

const USES: readonly PlantedFault[] = [
  [
    'a misspelt directive',
    'LocalDate @personal(category: BIRTH_DATE) @strip',
    'LocalDate @persnal(category: BIRTH_DATE) @strip',
    'Guardian.birthDate: @persnal is not defined',
  ],
  [
    'a misspelt argument, which would fall back to RAW',
    '(category: BIRTH_DATE, reveals: MASKED)',
    '(category: BIRTH_DATE, reveal: MASKED)',
    'Guardian.birthYear: @personal has no argument reveal',
  ],
  [
    'an unknown category',
    '@personal(category: SEX)',
    '@personal(category: GENDER)',
    /^Guardian\.sex: @personal: .*GENDER/,
  ],
  ['a category left out', '@personal(category: SEX)', '@personal', /^Guardian\.sex: @personal: .*category/],
  [
    'two labels of one kind',
    '@personal(category: SEX)',
    '@personal(category: SEX) @personal(category: UNLISTED)',
    'Guardian.sex: @personal stands here twice',
  ],
  [
    'a directive in a place where nobody reads it',
    'text: String @personal(category: NAME)',
    'text: String @personal(category: NAME) @mask(by: NAME)',
    "Query.find(text:): @mask can't stand on ARGUMENT_DEFINITION",
  ],
];

const SUBJECTS: readonly PlantedFault[] = [
  [
    'personal fields of nobody',
    'type Guardian implements Person @subject(kind: GUARDIAN)',
    'type Guardian implements Person',
    'Guardian: has @personal fields of nobody',
  ],
  [
    'inherited rows that are also reached from the root',
    'people: [Person!] @subject',
    'people: [Person!] @subject latest: Purchase @public',
    'Purchase: has @personal fields of nobody',
  ],
  [
    'a relation that hides whose rows it leads to',
    'children: [Child!] @subject(kind: CHILD_PARTICIPANT)',
    'children: [Child!] @public',
    "Guardian.children: leads to rows about CHILD_PARTICIPANT and doesn't say @subject",
  ],
  [
    'a way to rows of somebody through a type about nobody',
    'level: Level }\n\n  type Statistics',
    'level: Level, pupils: [Child!]! }\n\n  type Statistics',
    "Query.courses: leads to rows about CHILD_PARTICIPANT and doesn't say @subject",
  ],
  [
    'a relation that names another subject',
    'children: [Child!] @subject(kind: CHILD_PARTICIPANT)',
    'children: [Child!] @subject(kind: COOP_MEMBER)',
    'Guardian.children: says @subject COOP_MEMBER, but leads to CHILD_PARTICIPANT',
  ],
  [
    'a root field that inherits',
    'guardian(id: ID! @public): Guardian @subject(kind: GUARDIAN)',
    'guardian(id: ID! @public): Guardian @subject(inherits: true)',
    'Query.guardian: inherits the subject of Query, which has none',
  ],
  [
    'a subject type that is public as a whole',
    'type Child implements Person @subject',
    'type Child implements Person @public @subject',
    'Child: is @subject and @public',
  ],
  [
    'a subject of a leaf',
    'joinedOn: LocalDate! @public',
    'joinedOn: LocalDate @subject(inherits: true)',
    'Guardian.joinedOn: is @subject, but leads to no rows',
  ],
  [
    'a personal field on the root, where no row is',
    'people: [Person!] @subject',
    'people: [Person!] @subject newest: String @personal(category: NAME)',
    'Query: has @personal fields of nobody',
  ],
];

const NULLS: readonly PlantedFault[] = [
  [
    'a personal field that is never null',
    'name: String @personal',
    'name: String! @personal',
    'Guardian.name: can be withheld and is of the non-null type String!',
  ],
  [
    'a relation that is never null',
    'children: [Child!] @subject',
    'children: [Child!]! @subject',
    'Guardian.children: can be withheld and is of the non-null type [Child!]!',
  ],
  [
    'a field for few that is never null, so that its refusal would kill its siblings',
    'Receipt @requires',
    'Receipt! @requires',
    'Mutation.withdraw: can be withheld and is of the non-null type Receipt!',
  ],
];

const FORMS: readonly PlantedFault[] = [
  [
    'a mask on what is not personal',
    'joinedOn: LocalDate! @public',
    'joinedOn: LocalDate! @public @mask(by: NAME)',
    'Guardian.joinedOn: carries @mask without @personal',
  ],
  [
    'a mask of another category',
    'email: String @personal(category: EMAIL) @mask(by: EMAIL)\n    name',
    'email: String @personal(category: EMAIL) @mask(by: PHONE)\n    name',
    "Guardian.email: @mask PHONE doesn't fit EMAIL",
  ],
  [
    'a pseudonym of another category',
    '@pseudonymise(domain: NAME)',
    '@pseudonymise(domain: MEMBER_CODE)',
    "Guardian.name: @pseudonymise MEMBER_CODE doesn't fit NAME",
  ],
  [
    'a lower form and @strip',
    '@generalise(to: UNSPECIFIED)',
    '@generalise(to: UNSPECIFIED) @strip',
    'Guardian.sex: carries @strip and offers a lower form',
  ],
  ['a form that nothing makes', '@mask(by: BIRTH_YEAR)', '', 'Guardian.birthYear: reveals MASKED without @mask'],
  [
    'a form above what is revealed',
    '@generalise(to: AGE_BAND)',
    '@generalise(to: AGE_BAND) @mask(by: BIRTH_YEAR)',
    'Guardian.ageBand: offers MASKED, above the GENERALISED',
  ],
  [
    'a generalisation in place that changes the type',
    'LocalDate @personal(category: BIRTH_DATE) @strip',
    'LocalDate @personal(category: BIRTH_DATE) @generalise(to: AGE_BAND)',
    'Guardian.birthDate: @generalise AGE_BAND changes the type',
  ],
  [
    'a band of free text, through which a date would pass',
    'ageBand: AgeBand',
    'ageBand: String',
    'Guardian.ageBand: @generalise AGE_BAND needs an enum type, not String',
  ],
  [
    'a row field that reveals an aggregate',
    '(category: SEX)',
    '(category: SEX, reveals: AGGREGATED)',
    'Guardian.sex: reveals AGGREGATED',
  ],
  [
    'objects that are masked',
    'reveals: GENERALISED)\n  }',
    'reveals: GENERALISED) @mask(by: NAME)\n  }',
    'Guardian.purchases: returns objects, which can be neither masked',
  ],
];

const TYPES: readonly PlantedFault[] = [
  [
    'a scalar that can hold a whole row',
    'joinedOn: LocalDate!',
    'joinedOn: JSONObject',
    'Guardian.joinedOn: is of the untyped scalar JSONObject',
  ],
  [
    'an input that can name any column',
    'joinedAfter: LocalDate',
    'joinedAfter: JSON',
    'GuardianFilter.joinedAfter: is of the untyped scalar JSON',
  ],
  [
    'a union of somebody and nobody',
    'union Found = Guardian | Child',
    'union Found = Guardian | Course',
    'Found: needs members that are all @subject types or all @public',
  ],
  [
    'a subscription to rows',
    'type Receipt',
    'type Subscription { arrivals: Child @subject(kind: CHILD_PARTICIPANT) } type Receipt',
    'Subscription.arrivals: subscribes to personal data',
  ],
];

const INTERFACES: readonly PlantedFault[] = [
  [
    'a re-declared field that lost its label',
    'email: String @personal(category: EMAIL) @mask(by: EMAIL)\n    courses',
    'email: String @public\n    courses',
    'Child.email: is PUBLIC, while the interface says PERSONAL (Person.email)',
  ],
  [
    'an interface field that lost its label',
    'email: String @personal(category: EMAIL) @mask(by: EMAIL)\n  }\n\n  type Guardian',
    'email: String @public\n  }\n\n  type Guardian',
    'Child.email: is PERSONAL, while the interface says PUBLIC (Person.email)',
  ],
  [
    'an implementation of another category',
    'email: String @personal(category: EMAIL) @mask(by: EMAIL)\n    courses',
    'email: String @personal(category: UNLISTED)\n    courses',
    'Child.email: is UNLISTED, while the interface says EMAIL',
  ],
  [
    'an implementation that reveals more',
    'email: String @personal(category: EMAIL) @mask(by: EMAIL)\n  }\n\n  type Guardian',
    'email: String @personal(category: EMAIL, reveals: MASKED) @mask(by: EMAIL)\n  }\n\n  type Guardian',
    "Child.email: reveals RAW, laxer than the interface's MASKED",
  ],
  [
    'an implementation that offers more',
    'email: String @personal(category: EMAIL) @mask(by: EMAIL)\n  }\n\n  type Guardian',
    'email: String @personal(category: EMAIL)\n  }\n\n  type Guardian',
    'Child.email: offers RAW, MASKED, while the interface offers RAW',
  ],
  [
    'an implementation that asks for fewer roles',
    'email: String @personal(category: EMAIL) @mask(by: EMAIL)\n  }\n\n  type Guardian',
    'email: String @personal(category: EMAIL) @mask(by: EMAIL) @requires(roles: [CLUB_STAFF])\n  }\n\n  type Guardian',
    'Child.email: requires other roles or purposes than the interface',
  ],
];

const INPUTS: readonly PlantedFault[] = [
  [
    'an argument without a label',
    'text: String @personal(category: NAME)',
    'text: String',
    'Query.find(text:): is an input without a label',
  ],
  [
    'a filter field without a label',
    'email: String @personal(category: EMAIL)\n    age',
    'email: String\n    age',
    'GuardianFilter.email: is an input without a label',
  ],
  [
    'a nested filter field without a label',
    '[AgeBand!] @personal(category: BIRTH_DATE, reveals: GENERALISED) }',
    '[AgeBand!] }',
    'AgeRange.bands: is an input without a label',
  ],
  [
    'a sort key without a label',
    'EMAIL @personal(category: EMAIL)',
    'EMAIL',
    'GuardianOrder.EMAIL: is an input without a label',
  ],
  [
    'a group key without a label',
    'AGE_BAND @statistic(dimension: AGE_BAND)',
    'AGE_BAND',
    'Dimension.AGE_BAND: is an input without a label',
  ],
  [
    'paging by something else than a number and a cursor',
    'first: Int, after: String',
    'first: Int, after: LocalDate',
    'Query.guardians(after:): is an input without a label',
  ],
  [
    'an input with two labels',
    'id: ID! @public): Guardian',
    'id: ID! @public @personal(category: NAME)): Guardian',
    'Query.guardian(id:): carries @personal and @public',
  ],
  [
    'an input that is said to reveal nothing',
    'text: String @personal(category: NAME)',
    'text: String @personal(category: NAME, reveals: DENIED)',
    'Query.find(text:): reveals DENIED',
  ],
  [
    'a default order by a personal column',
    '= [JOINED]',
    '= [EMAIL]',
    'Query.guardians(orderBy:): has a default value that uses GuardianOrder.EMAIL',
  ],
  [
    'a default filter deep inside',
    'where: GuardianFilter @public',
    'where: GuardianFilter = {age: {bands: [AGE_0_5]}} @public',
    'Query.guardians(where:): has a default value that uses AgeRange.bands',
  ],
  [
    'a default of a nested field',
    'email: String @personal(category: EMAIL)\n    age',
    'email: String = "x" @personal(category: EMAIL)\n    age',
    'GuardianFilter.email: has a default value that uses GuardianFilter.email',
  ],
];

const NAMESAKES: readonly PlantedFault[] = [
  [
    'a public sort key that names a personal column',
    'BIRTH_DATE_DESC @personal(category: BIRTH_DATE)',
    'BIRTH_DATE_DESC @public',
    'GuardianOrder.BIRTH_DATE_DESC: is @public and names Guardian.birthDate',
  ],
  [
    'a public filter that names a personal column',
    'joinedAfter: LocalDate @public',
    'minBirthDate: LocalDate @public',
    'GuardianFilter.minBirthDate: is @public and names Guardian.birthDate',
  ],
  [
    'a public filter over a personal relation',
    'joinedAfter: LocalDate @public',
    'hasPurchases: Boolean @public',
    'GuardianFilter.hasPurchases: is @public and names Guardian.purchases',
  ],
  [
    'a public field that is personal elsewhere',
    'courses: [Course!] @personal',
    'name: String @public, courses: [Course!] @personal',
    'Child.name: is @public and has the name of Guardian.name',
  ],
  [
    'a public field of a personal type',
    'courses: [Course!] @personal',
    'gender: Sex @public, courses: [Course!] @personal',
    'Child.gender: is @public and has the type Sex of Guardian.sex',
  ],
];

/** By the chapter of the proof that has to find them. */
export const PLANTED_FAULTS: Readonly<Record<string, readonly PlantedFault[]>> = {
  LABELS,
  USES,
  SUBJECTS,
  NULLS,
  FORMS,
  TYPES,
  INTERFACES,
  INPUTS,
  NAMESAKES,
};
