# The registry is asked once, here, and every file is held against its hash in constraints.txt.
FROM python:3.12-slim AS build
WORKDIR /src
COPY constraints.txt ./
RUN pip wheel --no-cache-dir --require-hashes -r constraints.txt -w /wheels
RUN pip install --no-cache-dir --no-index --find-links /wheels build hatchling
COPY . .
RUN python -m build --no-isolation --outdir /dist
# Only what mailbot itself needs is taken from /wheels: no linter or test tool reaches the image.
RUN python -m venv /opt/mailbot \
 && /opt/mailbot/bin/pip install --no-cache-dir --no-index --find-links /wheels \
      "$(ls /dist/mailbot-*.whl)[world,postgres]"

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin mailbot \
 && install -d -o mailbot -g mailbot -m 0700 /data
COPY --from=build /opt/mailbot /opt/mailbot
ENV PATH=/opt/mailbot/bin:$PATH \
    MAILBOT_HOME=/data \
    PYTHONUNBUFFERED=1
# mailbot.toml, secrets/, the database and a scheme's own rules/ and templates/.
VOLUME /data
WORKDIR /data
USER mailbot
HEALTHCHECK --interval=5m --timeout=30s --start-period=2m --retries=2 CMD ["mailbot", "health"]
CMD ["mailbot", "run"]
