import { join } from 'node:path';
import { daysAfter } from '../../policy/lifeStage.js';
import { loadPolicy } from '../../policy/loadPolicy.js';
import type { Policy } from '../../policy/policy.js';
import type { Role } from '../../policy/vocabulary.js';
import { projectRoot } from '../../projectRoot.js';
import { ConsentRegister } from '../../registry/consentRegister.js';
import type { GovernanceDatabase } from '../../registry/governanceDatabase.js';
import { appointmentRegister } from '../../registry/registers/appointment.js';
import { attestationRegister } from '../../registry/registers/attestation.js';
import { auditPlanRegister } from '../../registry/registers/auditPlan.js';
import { auditReportRegister } from '../../registry/registers/auditReport.js';
import { bulletinRegister } from '../../registry/registers/bulletin.js';
import { campaignRegister } from '../../registry/registers/campaign.js';
import { contractRegister } from '../../registry/registers/contract.js';
import { departmentRegister } from '../../registry/registers/department.js';
import { departmentMemberRegister } from '../../registry/registers/departmentMember.js';
import { jointUseNoticeRegister } from '../../registry/registers/jointUseNotice.js';
import { legalOrderRegister } from '../../registry/registers/legalOrder.js';
import { manualControlRegister } from '../../registry/registers/manualControl.js';
import { organisationRegister } from '../../registry/registers/organisation.js';
import { recoveryDrillRegister } from '../../registry/registers/recoveryDrill.js';
import type { Recorder, RegisterDefinition } from '../../registry/registers/registerDefinition.js';
import { rightsCaseRegister } from '../../registry/registers/rightsCase.js';
import { riskCellRegister } from '../../registry/registers/riskCell.js';
import { ruleAcknowledgementRegister } from '../../registry/registers/ruleAcknowledgement.js';
import { ruleBookRegister } from '../../registry/registers/ruleBook.js';
import { sendJobRegister } from '../../registry/registers/sendJob.js';
import { serviceRequestRegister } from '../../registry/registers/serviceRequest.js';
import type { Members, Said } from '../../registry/registers/shape.js';
import { RECIPIENT_STAFF } from '../../registry/registers/staffRoles.js';
import { addDays, tokyoMidnight } from '../../registry/registers/tokyoMidnight.js';
import { subjectNoticeRegister } from '../../registry/registers/subjectNotice.js';
import { trainingRegister } from '../../registry/registers/training.js';
import { welfareCaseRegister } from '../../registry/registers/welfareCase.js';
import { RegisterStore } from '../../registry/registerStore.js';
import { DEMO_IDENTITIES, type DemoIdentity } from '../identities.js';
import { demoContracts } from './demoContracts.js';
import { demoOrganisations } from './demoOrganisations.js';
import { demoControls, demoRiskCells } from './demoSupervision.js';
import { type DemoReferences, demoReferences } from './demoReferences.js';

export interface DemoRegisterScale {
  readonly families: number;
  /** Tokyo date, YYYY-MM-DD: the entries are from before it, and stand on it. */
  readonly today: string;
}

/** Departments of the accountable party, with who manages each and whose role works there. */
const DEPARTMENTS = [
  { code: 'CLUB', name: 'クラブ運営部', manager: 'demo:dept-manager', roles: ['CLUB_STAFF', 'DEPT_MANAGER'] },
  { code: 'ANALYSIS', name: '企画分析室', manager: 'staff:sato', roles: ['ANALYST'] },
  { code: 'DESK', name: '個人情報相談窓口', manager: 'staff:suzuki', roles: ['CONSULTATION_DESK'] },
  { code: 'AUDIT', name: '内部監査室', manager: 'staff:takahashi', roles: ['INTERNAL_AUDITOR'] },
  {
    code: 'GOVERNANCE',
    name: '個人情報保護管理室',
    manager: 'staff:ito',
    roles: ['PRIVACY_MANAGER', 'SECURITY_OFFICER'],
  },
] as const;
const DATA_SETS: Readonly<Record<string, readonly string[]>> = {
  CLUB: [
    ...['families', 'guardians', 'guardian_links', 'children', 'enrolments', 'attendance'].map(
      (table) => `club.${table}`,
    ),
    ...['staff', 'assignments', 'sessions', 'campaign_entries'].map((table) => `broadcaster.${table}`),
  ],
  ANALYSIS: ['governance.analysis'],
  DESK: ['governance.consents', 'club.advertising_opt_ins'],
  AUDIT: ['governance.audit_log'],
  GOVERNANCE: [
    'governance.registers',
    ...['members', 'purchases', 'employees', 'supplier_contacts'].map((table) => `coop.${table}`),
  ],
};
const RULES = '2026-04';

const MANAGER = someone('privacy-manager', 'PRIVACY_MANAGER');
const HEAD = someone('dept-manager', 'DEPT_MANAGER');
const CLUB = someone('club-staff', 'CLUB_STAFF');
const DESK = someone('consultation-desk', 'CONSULTATION_DESK');
const AUDITOR = someone('internal-auditor', 'INTERNAL_AUDITOR');
const GUARDIAN: Recorder = { subjectId: 'demo:guardian', organisation: 'SELF', role: 'SELF_GUARDIAN' };

export interface DemoRegisterOptions {
  /** @default policy/club.yaml */
  readonly policy?: Policy;
  /** Also jobs, requests, orders and cases about single persons. @default true */
  readonly cases?: boolean;
  /** Further members of the Club's staff whose papers are in order, as their tokens name them. @default none */
  readonly staff?: readonly string[];
}

/**
 * The registers of the demo world: all that the gates ask is in order, and one of each kind of case. Recorded through the
 * store, so that every rule has been kept; nothing when there are entries already.
 * @returns the number of entries
 */
export async function loadDemoRegisters(
  database: Pick<GovernanceDatabase, 'entityManager' | 'pool'>,
  scale: DemoRegisterScale,
  { policy = loadPolicy(join(projectRoot, 'policy', 'club.yaml')), cases = true, staff = [] }: DemoRegisterOptions = {},
): Promise<number> {
  const { rowCount } = await database.pool.query('select from register_entries limit 1');
  if (rowCount !== 0) return 0;
  const load = new DemoLoad(database, scale, policy);
  await load.standing();
  await load.people();
  await load.supervision();
  for (const person of staff) await load.papers({ subjectId: person, organisation: 'GAKKO', role: 'CLUB_STAFF' });
  if (cases) await load.cases(demoReferences(scale));
  return load.count;
}

class DemoLoad {
  count = 0;
  readonly #store: RegisterStore;
  readonly #consents: ConsentRegister;
  readonly #start: Date;
  readonly #end: Date;

  constructor(
    database: Pick<GovernanceDatabase, 'entityManager' | 'pool'>,
    readonly scale: DemoRegisterScale,
    readonly policy: Policy,
  ) {
    // The morning before, so that all stands at every instant of the day itself.
    const now = (): Date => addDays(tokyoMidnight(scale.today), -0.6);
    this.#store = new RegisterStore({ policyAt: () => policy, entityManager: database.entityManager, now });
    this.#consents = new ConsentRegister({ policyAt: () => policy, ...database, now });
    this.#start = tokyoMidnight(daysAfter(scale.today, -230));
    this.#end = tokyoMidnight(daysAfter(scale.today, 400));
  }

  /** Organisations, the notice, contracts, departments, rules. */
  async standing(): Promise<void> {
    const { today } = this.scale;
    for (const said of demoOrganisations(this.policy)) await this.#record(organisationRegister, said, MANAGER);
    await this.#record(jointUseNoticeRegister, noticeOf(today), MANAGER);
    for (const said of demoContracts(daysAfter(today, -231))) {
      await this.#record(contractRegister, said, MANAGER, this.#end);
    }
    for (const { code, name } of DEPARTMENTS) {
      const said = { code, name, organisation: 'GAKKO', dataSets: DATA_SETS[code] ?? [] };
      await this.#record(departmentRegister, said, MANAGER);
    }
    const appointedOn = daysAfter(today, -230);
    const manager = { office: 'PRIVACY_MANAGER', person: MANAGER.subjectId, appointedOn } as const;
    await this.#record(appointmentRegister, manager, HEAD);
    await this.#record(appointmentRegister, { office: 'DEPUTY', person: HEAD.subjectId, appointedOn }, MANAGER);
    for (const { code, manager: person } of DEPARTMENTS) {
      const said = { office: 'DEPT_MANAGER', person, department: code, appointedOn } as const;
      await this.#record(appointmentRegister, said, MANAGER);
    }
    const rules = {
      version: RULES,
      title: '個人情報取扱規程',
      url: 'https://gakko.example/rules',
      issuedOn: appointedOn,
    };
    await this.#record(ruleBookRegister, rules, MANAGER);
    const bulletin = {
      id: '2026-10',
      title: '宛名の誤りに注意',
      body: '発送の前に二人で確かめること。',
      critical: false,
    };
    await this.#record(bulletinRegister, { ...bulletin, publishedOn: daysAfter(today, -40) }, MANAGER);
  }

  /** Controls, risks, drills, and an audit made and one to come. */
  async supervision(): Promise<void> {
    const { today } = this.scale;
    for (const said of demoControls(this.policy, today)) await this.#record(manualControlRegister, said, MANAGER);
    for (const said of demoRiskCells(today)) await this.#record(riskCellRegister, said, MANAGER);
    const doneOn = daysAfter(today, -25);
    const drill = { store: 'GOVERNANCE', kind: 'RESTORE', doneOn, copyOf: daysAfter(today, -26) } as const;
    const passed = { erasuresReplayed: true, passed: true, evidence: 'protocol 2026-4' };
    await this.#record(recoveryDrillRegister, { ...drill, ...passed }, MANAGER);
    const audit = { scope: '名簿の取扱い', department: 'CLUB', auditor: AUDITOR.subjectId };
    await this.#record(auditPlanRegister, { ...audit, id: 'audit-1', dueOn: daysAfter(today, -100) }, MANAGER);
    await this.#record(auditPlanRegister, { ...audit, id: 'audit-2', dueOn: daysAfter(today, 200) }, MANAGER);
    const report = { plan: 'audit-1', conductedOn: daysAfter(today, -110), sample: [0], summary: '指摘なし' };
    await this.#record(auditReportRegister, { ...report, operators: [CLUB.subjectId] }, AUDITOR);
  }

  /** What is asked of each member of staff, and of each recipient for its own. */
  async people(): Promise<void> {
    for (const identity of DEMO_IDENTITIES) {
      const [role] = identity.roles;
      if (role === undefined) continue;
      const recorder = recorderOf(identity, role);
      await this.papers(recorder);
      if (RECIPIENT_STAFF.includes(role)) {
        const said = { signatory: '個人情報保護責任者', trained: true, secrecy: true };
        await this.#record(attestationRegister, said, recorder, addDays(this.#start, 365));
      }
    }
  }

  /** Department, rules and training of a member of the own staff; nothing for others. */
  async papers(recorder: Recorder): Promise<void> {
    const department = DEPARTMENTS.find(({ roles }) => roles.some((name) => name === recorder.role));
    if (department === undefined) return;
    const person = recorder.subjectId;
    await this.#record(departmentMemberRegister, { person, department: department.code }, MANAGER);
    await this.#record(ruleAcknowledgementRegister, { ruleVersion: RULES, pledged: true }, recorder);
    const training = { course: 'privacy-basics', courseVersion: '2026', channel: 'REGULAR_TRAINING' } as const;
    const completedOn = daysAfter(this.scale.today, -60);
    const examiner = person === MANAGER.subjectId ? HEAD : MANAGER;
    await this.#record(trainingRegister, { ...training, person, score: 92, completedOn }, examiner);
  }

  /** One of each kind. */
  async cases({ guardian, child }: DemoReferences): Promise<void> {
    const today = this.scale.today;
    const mother = { kind: 'GUARDIAN', reference: guardian } as const;
    const son = { kind: 'CHILD_PARTICIPANT', reference: child } as const;
    const end = tokyoMidnight(daysAfter(today, 25));
    const campaign = { id: 'autumn-workshop', title: '秋のロボット教室', contentClass: 'OWN_SERVICE' } as const;
    const usefulBecause = '在籍するお子さまが次の段階に進める教室である';
    await this.#record(campaignRegister, { ...campaign, usefulBecause }, CLUB);
    const job = {
      purpose: 'BENEFICIAL_INFORMATION',
      sender: 'COOP',
      campaign: campaign.id,
      about: campaign.title,
    } as const;
    await this.#record(sendJobRegister, job, CLUB, end);
    await this.#serviceRequest(mother, son);
    const order = await this.#record(
      legalOrderRegister,
      {
        authority: 'MIYAGI_POLICE',
        statute: '刑事訴訟法第197条第2項',
        caseNumber: '2026-117',
        subjects: [mother],
        fields: ['NAME', 'ADDRESS'],
        binding: false,
        decisionNote: '個人情報保護法第27条第1項第1号。捜査に必要な範囲を確認済み',
        subjectNotice: true,
      },
      CLUB,
      end,
    );
    await this.#approve(legalOrderRegister, order.key, '範囲を確認した');
    const notice = { matter: 'LEGAL_ORDER', entry: order.key, outcome: 'TOLD', how: '書面で通知した' } as const;
    await this.#record(subjectNoticeRegister, { ...notice, doneOn: daysAfter(this.scale.today, -1) }, DESK);
    const welfare = await this.#record(
      welfareCaseRegister,
      {
        purpose: 'CHILD_WELFARE',
        body: 'CHILD_GUIDANCE_CENTRE',
        caseNumber: 'CW-2026-8',
        // Of a family of its own, not the one that the demo guardian looks at.
        subject: { kind: 'CHILD_PARTICIPANT', reference: 1 },
        others: [],
        categories: ['NAME', 'BIRTH_DATE', 'ADDRESS', 'PHONE'],
        whySpeciallyNecessary: '児童相談所による安全確認',
        whyConsentHard: '同意を求めると児童に危険が及ぶおそれ',
        bestInterestNote: '児童の安全を最優先とする',
        suppressGuardianNotice: true,
      },
      DESK,
      end,
    );
    await this.#approve(welfareCaseRegister, welfare.key, '二つの要件を確認した');
    const verification = { method: 'IDENTITY_DOCUMENT', document: 'drivers-licence' } as const;
    const rights = { subject: mother, requestedBy: mother, right: 'ACCESS', receivedOn: daysAfter(today, -3) } as const;
    await this.#record(rightsCaseRegister, { ...rights, verification }, DESK);
  }

  async #serviceRequest(
    mother: { readonly kind: 'GUARDIAN'; readonly reference: number },
    son: { readonly kind: 'CHILD_PARTICIPANT'; readonly reference: number },
  ): Promise<void> {
    const service = { partner: 'PARTNER_BOOKS', service: 'textbook-delivery', needSet: ['NAME', 'EMAIL'] } as const;
    await this.#record(serviceRequestRegister, { ...service, subject: son, requestedBy: mother }, GUARDIAN);
    await this.#consents.grant({
      subject: son,
      giver: { ...mother, relation: 'GUARDIAN', ageAtEvent: null },
      purpose: 'REQUESTED_SERVICE',
      recipient: service.partner,
      categories: service.needSet,
      textVersion: '2026-04',
      language: 'ja',
      channel: 'MEMBER_PAGE',
      validUntil: null,
    });
  }

  async #record<M extends Members>(
    definition: RegisterDefinition<M>,
    payload: Said<M>,
    recorder: Recorder,
    validTo: Date | null = null,
  ) {
    // What has a longest period begins now; the rest has stood since the start.
    const validFrom =
      definition.longestDays === undefined || definition === (attestationRegister as unknown) ? this.#start : null;
    this.count += 1;
    return this.#store.record(definition, { payload, recorder, validFrom, validTo });
  }

  async #approve<M extends Members>(definition: RegisterDefinition<M>, key: string, reason: string): Promise<void> {
    this.count += 1;
    await this.#store.approve(definition, { key, recorder: MANAGER, reason });
  }
}

/** Complete, unlike the published text, which lacks nine of the items (`noren policy lint`). */
function noticeOf(today: string): Said<(typeof jointUseNoticeRegister)['members']> {
  return {
    version: RULES,
    statement: '当クラブは、個人データを以下のとおり共同して利用します。',
    items: ['NAME', 'MEMBER_CODE', 'SEX', 'BIRTH_DATE', 'ADDRESS', 'PHONE', 'EMAIL', 'PURCHASE_HISTORY'],
    recipients: ['COOP', 'COOP_AFFILIATE', 'SENDAI_HOSO', 'KODOMO_TECH'],
    purposes: ['CLUB_OPERATION', 'BENEFICIAL_INFORMATION', 'MATERIAL_CHANGE_NOTICE', 'CONSENT_REQUEST'],
    responsibleParty: {
      name: '株式会社宮城県学校用品協会',
      address: '宮城県仙台市泉区八乙女9-9-9',
      representative: '代表取締役 見本 花子',
    },
    retentionPeriod: '退会の日から、項目ごとに定める期間',
    withdrawalMethod: '会員ページ、または個人情報相談窓口への申し出',
    affiliateList: 'みやぎ生協の子会社・関連法人(https://gakko.example/joint-use/affiliates)',
    subcontractorList: 'こどもテック',
    securityMeasuresSummary: '組織的・人的・物理的・技術的な安全管理措置',
    complaintRecipient: '個人情報相談窓口 050-3628-2577',
    publishedUrl: 'https://gakko.example/joint-use',
    announcedOn: daysAfter(today, -245),
    effectiveFrom: daysAfter(today, -230),
  };
}

function someone(name: string, role: Role): Recorder {
  return { subjectId: `demo:${name}`, organisation: 'GAKKO', role };
}

function recorderOf({ name, organisation }: DemoIdentity, role: Role): Recorder {
  return { subjectId: `demo:${name}`, organisation, role };
}
