# Partyline's server: built and packed in one image, installed from that package in another.
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm pack --pack-destination /tmp

FROM node:24-slim
COPY --from=build /tmp/partyline-*.tgz /tmp/
RUN npm install --global --ignore-scripts --no-audit --no-fund /tmp/partyline-*.tgz \
  && rm -rf /tmp/* /root/.npm \
  && install -d -o node -g node -m 0700 /data
USER node
WORKDIR /data
VOLUME /data
EXPOSE 7000
# From beside the container it is another machine: so with TLS, by a certificate of its own, which is kept in /data.
ENV PARTYLINE_HOST=0.0.0.0 PARTYLINE_TLS=auto
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PARTYLINE_PORT ?? 7000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["chat-server"]
