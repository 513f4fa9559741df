// The hello and sleep apps for node: node peer.js PORT WORK.
const [port, work] = process.argv.slice(2);

function hello(response) {
  response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': 12 });
  response.end('Hello World!');
}

require('http')
  .createServer((request, response) => (work === 'Sleep' ? setTimeout(hello, 10, response) : hello(response)))
  .listen(Number(port), '127.0.0.1');
