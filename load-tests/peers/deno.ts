// Deno's own server: text that is no JSON is echoed, hello is answered, a question is relayed.
import { ask } from './ask-fetch.mjs';

const model = Deno.env.get('MODEL_URL');

function relay(ws: WebSocket, { id, text }: { id: string; text: string }) {
  let offset = 0;
  const tell = (frame: object) => {
    if (ws.readyState === WebSocket.OPEN) ws.send(JSON.stringify(frame));
  };
  ask(
    model,
    text,
    (pieces: string[]) => {
      for (const piece of pieces) {
        tell({ type: 'delta', turn: id, offset, text: piece });
        offset += piece.length;
      }
    },
    (well: boolean) => tell({ type: 'turn', turn: id, state: well ? 'completed' : 'failed' }),
  );
}

Deno.serve(
  {
    hostname: '127.0.0.1',
    port: 0,
    onListen: ({ port }) => console.log(`listening on http://127.0.0.1:${port}`),
  },
  (request) => {
    // It pings when half of this has passed in silence.
    const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 50 });
    socket.onmessage = ({ data }) => {
      if (data[0] !== '{') {
        socket.send(data);
        return;
      }
      const frame = JSON.parse(data);
      if (frame.type === 'hello') socket.send(JSON.stringify({ type: 'welcome', heartbeat: 25 }));
      if (frame.type === 'say') relay(socket, frame);
    };
    socket.onerror = () => {};
    return response;
  },
);
Deno.addSignalListener('SIGUSR2', () => globalThis.gc());
