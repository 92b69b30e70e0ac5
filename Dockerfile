# `Scripts/image` takes these same steps where no container engine runs, and starts what comes of them.
FROM swift:6.3-bookworm AS build
WORKDIR /src
COPY Scripts Scripts
RUN Scripts/setup
COPY Package.swift Package.swift
COPY Sources Sources
COPY Tests Tests
RUN DESTDIR=/out Scripts/install

FROM debian:bookworm-slim
# What `ldd` names beside libc: the Swift runtime and its libraries are in the binary.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgcc-s1 libsqlite3-0 libssl3 libstdc++6 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 leeway \
    && useradd --uid 10001 --gid 10001 --home-dir /var/lib/leeway --shell /usr/sbin/nologin leeway \
    && install --directory --owner 10001 --group 10001 --mode 0700 /var/lib/leeway
COPY --from=build /out /
COPY Deploy/container/leeway.yaml /etc/leeway/leeway.yaml
COPY Config/book /etc/leeway/book
# By number, so that `runAsNonRoot` of Kubernetes can tell that it is not root.
USER 10001:10001
VOLUME /var/lib/leeway
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
    CMD ["leeway", "healthcheck", "--config", "/etc/leeway/leeway.yaml"]
ENTRYPOINT ["leeway"]
CMD ["serve", "--config", "/etc/leeway/leeway.yaml"]
