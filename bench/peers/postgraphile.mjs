// PostGraphile over the same views, as its manual starts it; its own planner makes one statement of a whole request.
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

const connectionString = `postgresql://noren@localhost/club?host=${encodeURIComponent(process.env.BENCH_SOCKET)}&port=5432`;
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString, schemas: ['bench'] })],
  grafserv: { watch: false, graphiql: false },
  grafast: { explain: false },
});
const server = createServer();
await instance.createServ(grafserv).addTo(server);
server.listen(0, '127.0.0.1', () => {
  process.on('message', () => process.send(process.cpuUsage()));
  process.send({ url: `http://127.0.0.1:${server.address().port}/graphql` });
});
