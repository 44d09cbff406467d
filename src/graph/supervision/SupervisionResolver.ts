import { Args, Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import { healthOf } from '../../supervision/watches/supervise.js';
import { Consent, ConsentArguments } from '../consents/Consent.js';
import { consentsOf } from '../consents/publishedConsents.js';
import { nameSubjects } from '../audit/nameSubjects.js';
import type { RequestContext } from '../context.js';
import { subjectId, subjectOfId } from '../registers/subjectIds.js';
import { ProvisionArguments, ProvisionRecord, StopNoticeArguments, StopNoticeRecord } from './ProvisionRecord.js';
import { publishedProvision, publishedStopNotice, subjectOfProvision } from './publishedProvisions.js';
import {
  AffectedPerson,
  IncidentExportArguments,
  IncidentKeyArguments,
  RecipientReportArguments,
  RecipientReportRecord,
} from './RecipientReportRecord.js';
import { SubjectReason, SubjectReasonArguments } from './SubjectReason.js';
import { subjectReasons } from './subjectReasons.js';
import { Supervision } from './Supervision.js';

const LARGEST_PAGE = 500;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Seen = Pick<Supervision, 'health' | 'alerts' | 'trainingCoverage' | 'riskTable'>;

@Resolver(() => Supervision)
export class SupervisionResolver {
  @Requires({ roles: ['PRIVACY_MANAGER', 'INTERNAL_AUDITOR'], purposes: ['GOVERNANCE', 'INTERNAL_AUDIT'] })
  @Query(() => Supervision, { nullable: true, description: 'By the clock of this request.' })
  async supervision(@Ctx() { environment, policy, now }: RequestContext): Promise<Seen> {
    const { alerts, trainingCoverage, riskTable } = await environment.supervision.supervise({
      policy,
      now,
      asksSources: true,
    });
    return {
      health: healthOf(alerts),
      alerts,
      trainingCoverage: { ...trainingCoverage, target: policy.supervision.trainingCoveragePercent },
      riskTable: riskTable.map(({ threat, viewpoint, cell }) => ({
        threat,
        viewpoint,
        risk: cell?.risk ?? null,
        measures: cell?.measures ?? null,
        manualControls: cell?.manualControls ?? null,
        reviewedOn: cell?.reviewedOn ?? null,
      })),
    };
  }

  @Public()
  @FieldResolver(() => [ProvisionRecord], { description: 'Provisions to third parties, newest first (APPI 29).' })
  async provisions(
    @Ctx() context: RequestContext,
    @Args(() => ProvisionArguments) { first, after, recipient, subject }: ProvisionArguments,
  ): Promise<readonly ProvisionRecord[]> {
    if (first < 1 || first > LARGEST_PAGE) {
      throw new NorenError('BAD_INPUT', `first ${first}: must be from 1 to ${LARGEST_PAGE}`);
    }
    if (typeof after === 'string' && !UUID.test(after))
      throw new NorenError('BAD_INPUT', 'after: must be the id of a record of provision');
    const found = await context.environment.supervision.provisions.read({
      first,
      after: after ?? undefined,
      recipient: recipient ?? undefined,
      subject: typeof subject === 'string' ? subjectOfId(context, subject, 'subject') : undefined,
    });
    const named = found.flatMap((provision) => subjectOfProvision(context, provision) ?? []);
    nameSubjects(context, 'ProvisionRecord.subject', named);
    return found.map((provision) => publishedProvision(context, provision));
  }

  @Public()
  @FieldResolver(() => [Consent], { description: 'All that is recorded about one person, and whose word each is.' })
  async consents(
    @Ctx() context: RequestContext,
    @Args(() => ConsentArguments) { subject }: ConsentArguments,
  ): Promise<readonly Consent[]> {
    return consentsOf(context, [subjectOfId(context, subject, 'subject')], { namesGivers: true });
  }

  @Public()
  @FieldResolver(() => [SubjectReason], {
    description:
      'What a recipient may have of one person now, and why no more: by policy, registers, consents and words on advertising. Whether the person has left is not asked.',
  })
  async subjectReasons(
    @Ctx() context: RequestContext,
    @Args(() => SubjectReasonArguments) { question }: SubjectReasonArguments,
  ): Promise<readonly SubjectReason[]> {
    return subjectReasons(context, question);
  }

  @Public()
  @FieldResolver(() => [StopNoticeRecord], { description: 'Recipients that must stop, oldest first.' })
  async stopNotices(
    @Ctx() { environment, now }: RequestContext,
    @Args(() => StopNoticeArguments) { open }: StopNoticeArguments,
  ): Promise<readonly StopNoticeRecord[]> {
    const notices = await environment.supervision.stopNotices({ recipient: null, now });
    const shown = notices.filter(({ acknowledgement }) => !open || acknowledgement === null);
    return shown.map((notice) => publishedStopNotice(notice, now));
  }

  @Public()
  @FieldResolver(() => RecipientReportRecord)
  async recipientReport(
    @Ctx() { environment, policy, now }: RequestContext,
    @Args(() => RecipientReportArguments) question: RecipientReportArguments,
  ): Promise<RecipientReportRecord> {
    if (policy.organisations[question.organisation] === undefined) {
      throw new NorenError('BAD_INPUT', `organisation "${question.organisation}": is not in the policy`);
    }
    if (question.from > question.to) throw new NorenError('BAD_INPUT', `to "${question.to}": is before the first day`);
    return environment.supervision.recipientReport(question, { policy, now });
  }

  @Public()
  @FieldResolver(() => String, {
    description: 'Which subjects, fields, recipients and times an incident concerns (APPI 26); subjects are tokens.',
  })
  async incidentExport(
    @Ctx() { environment }: RequestContext,
    @Args(() => IncidentExportArguments) { key, format }: IncidentExportArguments,
  ): Promise<string> {
    return environment.supervision.incidents.export(key, format);
  }

  @Requires({ roles: ['PRIVACY_MANAGER'], purposes: ['GOVERNANCE'] })
  @FieldResolver(() => [AffectedPerson], {
    nullable: true,
    description: 'Whose the tokens of an incident are: the step before the persons are told.',
  })
  async incidentSubjects(
    @Ctx() context: RequestContext,
    @Args(() => IncidentKeyArguments) { key }: IncidentKeyArguments,
  ): Promise<readonly AffectedPerson[]> {
    const affected = await context.environment.supervision.incidents.affected(key);
    const named = affected.flatMap(({ subject }) => subject ?? []);
    nameSubjects(context, 'AffectedPerson.subject', named);
    return affected.map(({ token, subject }) => {
      return { token, subject: subject === null ? null : subjectId(context, subject) };
    });
  }
}
