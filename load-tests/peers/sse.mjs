// Cuts an event stream into its events, whatever the borders of the pieces it comes in.
export function events(onData) {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line.startsWith('data: ')) onData(line.slice(6));
    }
  };
}

// What a server asks the model for a customer's question.
export const request = (question) =>
  JSON.stringify({
    model: 'bench',
    stream: true,
    messages: [{ role: 'user', content: question }],
  });

// The piece of the answer that an event carries; empty where it carries none.
export const piece = (data) =>
  data === '[DONE]' ? '' : (JSON.parse(data).choices[0]?.delta?.content ?? '');
