import type { ErasureList } from './erasureList.js';
import { replayListed, type Replayed } from './replayListed.js';
import { runRetention, type RetentionGround, type RetentionOrder, type RetentionRun } from './runRetention.js';

/** What the job, the start and the command line do about what was kept long enough. */
export interface RetentionDesk {
  /** Null: another run is under way. */
  run(order: RetentionOrder): Promise<RetentionRun | null>;
  replay(list: ErasureList): Promise<Replayed>;
}

export function createRetentionDesk(ground: RetentionGround): RetentionDesk {
  return {
    run: (order) => runRetention(ground, order),
    replay: (list) => replayListed(ground.pool, list, ground.eraser),
  };
}
