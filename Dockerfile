# Openbill in one container: pages, jobs, schedule and its own PostgreSQL. docs/operating/containers.md tells how it is run.

FROM python:3.11-slim

# What it keeps is the home alone: the database, the keys and the logs.
ENV OPENBILL_HOME=/var/lib/openbill/home \
    OPENBILL_LISTEN=0.0.0.0:8000 \
    OPENBILL_LOG_FORMAT=json \
    PATH=/opt/openbill/bin:$PATH

RUN useradd --system --home-dir /var/lib/openbill --create-home --shell /usr/sbin/nologin openbill
RUN install -d -o openbill -g openbill -m 0700 /var/lib/openbill/home

WORKDIR /usr/src/openbill
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY src ./src

# Every package by its hash, and nothing that the lock does not name.
RUN python -m venv /opt/openbill
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.lock
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .

WORKDIR /var/lib/openbill
USER openbill
VOLUME /var/lib/openbill/home
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"

# Jobs at hand are finished: docker stop --time 60.
STOPSIGNAL SIGTERM
ENTRYPOINT ["openbill"]
CMD ["serve"]
