import { incidentRegister } from '../../registry/registers/incident.js';
import type { Watch } from './watch.js';

const about = { code: 'INCIDENT_OPEN', clauses: ['A7-1e'] } as const;

/** An incident that has to be reported is in sight until it is closed; past its day the health says so (APPI 26). */
export const incidentsAreReported: Watch = ({ inForce, today }) =>
  inForce(incidentRegister).flatMap(
    ({ key, payload: { deadlines, reportedPreliminaryOn, reportedFinalOn, discoveredOn } }) => {
      if (deadlines === null) return [];
      const open = [
        ...(reportedPreliminaryOn === null ? [['preliminary', deadlines.preliminaryBy] as const] : []),
        ...(reportedFinalOn === null ? [['final', deadlines.finalBy] as const] : []),
      ];
      return open.map(([report, due]) => {
        const what = `The ${report} report is due by ${due}.`;
        return { ...about, key, what, since: discoveredOn, degrades: due < today };
      });
    },
  );
