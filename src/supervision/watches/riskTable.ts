import { riskCellRegister, THREATS, VIEWPOINTS, type RiskCellPayload } from '../../registry/registers/riskCell.js';
import { manualControlRegister } from '../../registry/registers/manualControl.js';
import type { Watch } from './watch.js';
import type { Watched } from './watched.js';

export interface TableCell {
  readonly threat: (typeof THREATS)[number];
  readonly viewpoint: (typeof VIEWPOINTS)[number];
  /** Null: nothing is on record against this threat from this viewpoint. */
  readonly cell: RiskCellPayload | null;
}

/** All twenty cells, five threats by four viewpoints, whether filled or not. */
export function riskTable({ inForce }: Pick<Watched, 'inForce'>): readonly TableCell[] {
  const cells = inForce(riskCellRegister);
  return THREATS.flatMap((threat) =>
    VIEWPOINTS.map((viewpoint) => {
      const found = cells.find(({ key }) => key === `${threat}/${viewpoint}`);
      return { threat, viewpoint, cell: found?.payload ?? null };
    }),
  );
}

/** A7-2: none of the cells is empty, nor left with controls alone that nobody keeps any more. */
export const risksAreMet: Watch = (watched) => {
  const kept = new Set(watched.inForce(manualControlRegister).map(({ key }) => key));
  const isMet = ({ measures, manualControls }: RiskCellPayload): boolean =>
    measures.length > 0 || manualControls.some((key) => kept.has(key));
  return riskTable(watched)
    .filter(({ cell }) => cell === null || !isMet(cell))
    .map(({ threat, viewpoint }) => {
      const what = `Nothing is on record against ${threat} from the viewpoint ${viewpoint}.`;
      const key = `${threat}/${viewpoint}`;
      return { code: 'RISK_CELL_MISSING', clauses: ['A7-2'], key, what, since: null, degrades: true };
    });
};
