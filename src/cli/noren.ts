import { analysisRefreshCommand } from './analysisRefreshCommand.js';
import { auditContinueCommand } from './auditContinueCommand.js';
import { auditExportCommand } from './auditExportCommand.js';
import { auditVerifyCommand } from './auditVerifyCommand.js';
import { budgetReconcileCommand } from './budgetReconcileCommand.js';
import { incidentExportCommand } from './incidentExportCommand.js';
import { policyCheckCommand } from './policyCheckCommand.js';
import { policyCoverageCommand } from './policyCoverageCommand.js';
import { policyDiffCommand } from './policyDiffCommand.js';
import { policyExplainCommand } from './policyExplainCommand.js';
import { policyLintCommand } from './policyLintCommand.js';
import { processSurroundings } from './processSurroundings.js';
import { policyPreviewCommand } from './policyPreviewCommand.js';
import { retentionReplayCommand } from './retentionReplayCommand.js';
import { retentionRunCommand } from './retentionRunCommand.js';
import { runCommand } from './runCommand.js';
import { schemaPrintCommand } from './schemaPrintCommand.js';
import { tokenCommand } from './tokenCommand.js';

/** In the order of a first visit. */
const commands = [
  tokenCommand,
  policyCheckCommand,
  policyLintCommand,
  policyExplainCommand,
  policyPreviewCommand,
  policyDiffCommand,
  policyCoverageCommand,
  schemaPrintCommand,
  analysisRefreshCommand,
  incidentExportCommand,
  retentionRunCommand,
  retentionReplayCommand,
  budgetReconcileCommand,
  auditExportCommand,
  auditVerifyCommand,
  auditContinueCommand,
];

process.exitCode = await runCommand(commands, process.argv.slice(2), processSurroundings);
