// The Playground would listen on every interface; here it listens on loopback only.
const net = require("node:net");
const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (port, ...rest) {
  if (typeof port !== "number" && typeof port !== "string") return listen.call(this, port, ...rest);
  const whenReady = rest.find((each) => typeof each === "function");
  return listen.call(this, { port: Number(port), host: "127.0.0.1" }, whenReady);
};
