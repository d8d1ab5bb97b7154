// Bun's own server: text that is no JSON is echoed, hello is answered, a question is relayed.
import { ask } from './ask-fetch.mjs';

const model = Bun.env.MODEL_URL;
const open = new Set<Bun.ServerWebSocket>();

function relay(ws: Bun.ServerWebSocket, { id, text }: { id: string; text: string }) {
  let offset = 0;
  ask(
    model,
    text,
    (pieces: string[]) => {
      // What one read of the model's brought is one write.
      ws.cork(() => {
        for (const piece of pieces) {
          ws.send(JSON.stringify({ type: 'delta', turn: id, offset, text: piece }));
          offset += piece.length;
        }
      });
    },
    (well: boolean) =>
      ws.send(JSON.stringify({ type: 'turn', turn: id, state: well ? 'completed' : 'failed' })),
  );
}

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch: (request, server) =>
    server.upgrade(request) ? undefined : new Response(null, { status: 400 }),
  websocket: {
    perMessageDeflate: false,
    // Pings come from the interval below, like those of the others.
    idleTimeout: 120,
    sendPings: false,
    open: (ws) => void open.add(ws),
    close: (ws) => void open.delete(ws),
    message(ws, data: string) {
      if (data[0] !== '{') {
        ws.send(data);
        return;
      }
      const frame = JSON.parse(data);
      if (frame.type === 'hello') ws.send(JSON.stringify({ type: 'welcome', heartbeat: 25 }));
      if (frame.type === 'say') relay(ws, frame);
    },
  },
});
setInterval(() => open.forEach((ws) => ws.ping()), 25_000);
process.on('SIGUSR2', () => Bun.gc(true));
console.log(`listening on http://127.0.0.1:${server.port}`);
