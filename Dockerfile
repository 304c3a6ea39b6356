# The linter as an image: docker build -t alert40 . && docker run --rm -v "$PWD:/src:ro" alert40 lint .
FROM node:20-slim AS build
WORKDIR /build
COPY . .
RUN npm ci --no-audit --no-fund && npm run build

FROM node:20-slim
# --since asks git, which by itself trusts no work tree of another user, as /src is.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory /src
COPY --from=build /build/dist /opt/alert40/dist
RUN ln -s /opt/alert40/dist/cli.cjs /usr/local/bin/alert40 && chmod +x /opt/alert40/dist/cli.cjs
USER node
WORKDIR /src
ENTRYPOINT ["alert40"]
CMD ["lint", "."]
