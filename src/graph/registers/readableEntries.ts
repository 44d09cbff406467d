import type { AnyRegister } from '../../registry/registers/allRegisters.js';
import { appointmentRegister } from '../../registry/registers/appointment.js';
import { departmentMemberRegister } from '../../registry/registers/departmentMember.js';
import type { Entry, EntryPage } from '../../registry/registers/registerDefinition.js';
import type { RequestContext } from '../context.js';
import { holdsOffice } from '../../registry/facts/holdsOffice.js';

type Entries = readonly Entry<object>[];

/** Of these entries those that the caller may read: of a confidential register a department's manager reads the own department's alone (A8-3). */
export async function readableEntries(
  context: RequestContext,
  { confidential }: AnyRegister,
  entries: Entries,
): Promise<Entries> {
  const readsAll = context.caller.roles.includes('INTERNAL_AUDITOR') || holdsOffice('PRIVACY_MANAGER', context.offices);
  if (confidential !== true || readsAll) return entries;
  const own = await ownPeople(context);
  return entries.filter(({ payload }) => {
    const { requestedBy } = payload as { readonly requestedBy?: unknown };
    return typeof requestedBy === 'string' && own.has(requestedBy);
  });
}

/** A page of what the caller may read: read on until it is full, so that a short one is the last. */
export async function readablePage(
  context: RequestContext,
  register: AnyRegister,
  { first, after }: EntryPage<string>,
  read: (page: EntryPage<string>) => Promise<Entries>,
): Promise<Entries> {
  const readable: Entry<object>[] = [];
  let from = after ?? null;
  for (;;) {
    const found = await read({ first, after: from });
    readable.push(...(await readableEntries(context, register, found)));
    from = found.at(-1)?.key ?? from;
    if (found.length < first || readable.length >= first) return readable.slice(0, first);
  }
}

/** Who works in a department that the caller manages. */
async function ownPeople({ caller, environment }: RequestContext): Promise<ReadonlySet<string>> {
  const appointments = await environment.registers.current(appointmentRegister, { person: caller.subjectId });
  const departments = appointments.flatMap(({ payload }) => payload.department ?? []);
  const members = await environment.registers.current(departmentMemberRegister);
  const own = members.filter(({ payload }) => departments.includes(payload.department));
  return new Set(own.map(({ payload }) => payload.person));
}
