// Node with ws: text that is no JSON is echoed, hello is answered, a question is relayed.
import { WebSocketServer } from 'ws';
import { ask } from './ask-node.mjs';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });

function relay(ws, tcp, { id, text }) {
  let offset = 0;
  ask(
    text,
    (pieces) => {
      // What one read of the model's brought is one write.
      tcp.cork();
      for (const piece of pieces) {
        ws.send(JSON.stringify({ type: 'delta', turn: id, offset, text: piece }));
        offset += piece.length;
      }
      tcp.uncork();
    },
    (well) =>
      ws.send(JSON.stringify({ type: 'turn', turn: id, state: well ? 'completed' : 'failed' })),
  );
}

server.on('connection', (ws, { socket: tcp }) => {
  ws.on('error', () => ws.terminate());
  ws.on('message', (data) => {
    if (data[0] !== 0x7b) {
      ws.send(data, { binary: false });
      return;
    }
    const frame = JSON.parse(data);
    if (frame.type === 'hello') ws.send(JSON.stringify({ type: 'welcome', heartbeat: 25 }));
    if (frame.type === 'say') relay(ws, tcp, frame);
  });
});
setInterval(() => server.clients.forEach((ws) => ws.ping()), 25_000);
process.on('SIGUSR2', () => gc());
server.on('listening', () =>
  console.log(`listening on http://127.0.0.1:${server.address().port}`),
);
