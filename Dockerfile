# The steps are those of Scripts/setup and Scripts/serve.
FROM swift:6.3-bookworm AS build
WORKDIR /src
COPY Scripts Scripts
RUN Scripts/setup
COPY Package.swift .
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --product leeway --static-swift-stdlib \
    && install -D -s "$(swift build -c release --static-swift-stdlib --show-bin-path)/leeway" /out/leeway

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libssl3 zlib1g libsqlite3-0 ca-certificates tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/leeway --create-home leeway
COPY --from=build /out/leeway /usr/local/bin/leeway
COPY Config /etc/leeway
# In the file and not in variables, which would override a file that is mounted in its place.
RUN sed -i -e 's|^host: 127.0.0.1|host: 0.0.0.0|' -e 's|^book: Config/book|book: /etc/leeway/book|' \
    -e 's|^data: data|data: /var/lib/leeway|' /etc/leeway/leeway.yaml
USER leeway
VOLUME /var/lib/leeway
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
    CMD ["leeway", "healthcheck", "--config", "/etc/leeway/leeway.yaml"]
ENTRYPOINT ["leeway"]
CMD ["serve", "--config", "/etc/leeway/leeway.yaml"]
