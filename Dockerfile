# The linter as an image: docker build -t alert40 . && docker run --rm -v "$PWD:/src:ro" alert40 lint .
FROM node:20-slim AS build
WORKDIR /build
COPY . .
RUN npm ci --no-audit --no-fund && npm run build

FROM node:20-slim
# --since asks git.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
COPY --from=build /build/dist /opt/alert40/dist
RUN ln -s /opt/alert40/dist/cli.cjs /usr/local/bin/alert40 && chmod +x /opt/alert40/dist/cli.cjs
USER node
WORKDIR /src
ENTRYPOINT ["alert40"]
CMD ["lint", "."]
