import { appointmentRegister } from '../../registry/registers/appointment.js';
import type { AnyRegister } from '../../registry/registers/allRegisters.js';
import { bulletinReceiptRegister } from '../../registry/registers/bulletinReceipt.js';
import { departmentMemberRegister } from '../../registry/registers/departmentMember.js';
import { ruleAcknowledgementRegister } from '../../registry/registers/ruleAcknowledgement.js';
import { trainingRegister } from '../../registry/registers/training.js';
import type { RequestContext } from '../context.js';

/** What the registers say of somebody who works here: nothing in them is about anybody else. */
const OF_WORK: readonly AnyRegister[] = [
  trainingRegister,
  ruleAcknowledgementRegister,
  bulletinReceiptRegister,
  departmentMemberRegister,
  appointmentRegister,
];

/** By register: trainings with their scores, pledges, bulletins, department and offices of the caller, who is known there by the token's name alone. */
export async function workOf({ caller, environment }: RequestContext): Promise<Readonly<Record<string, unknown>>> {
  const found = await Promise.all(
    OF_WORK.map(async (register) => {
      const entries = await environment.registers.latest(register, { person: caller.subjectId });
      const told = entries.map(({ payload, validFrom, ended }) => {
        const { person: _, ...said } = payload as Readonly<Record<string, unknown>>;
        return { ...said, since: validFrom.toISOString(), ended };
      });
      return [register.plural, told] as const;
    }),
  );
  return Object.fromEntries(found.filter(([, told]) => told.length > 0));
}
