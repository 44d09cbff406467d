import { departmentRegister } from '../../registry/registers/department.js';
import type { Watch } from './watch.js';

/** What the gateway keeps of persons itself. */
const OF_THE_GATEWAY = ['governance.analysis', 'governance.audit_log', 'governance.consents', 'governance.registers'];

/** A8-2: somebody answers for each data set that is about persons; one alert a set. */
export const dataSetsHaveOwners: Watch = ({ inForce, dataSets }) => {
  const owned = new Set(inForce(departmentRegister).flatMap(({ payload }) => payload.dataSets));
  return [...dataSets, ...OF_THE_GATEWAY]
    .filter((name) => !owned.has(name))
    .map((key) => {
      const what = `No department owns the data set ${key}.`;
      return { code: 'DATA_SET_WITHOUT_OWNER', clauses: ['A8-2'], key, what, since: null, degrades: true };
    });
};
