FROM node:24-bookworm-slim
# OFFICE=1: pages of office documents (LibreOffice). OCR=1: text of scans and photos (Tesseract).
ARG OFFICE=0
ARG OCR=0
RUN apt-get update \
 && apt-get install -y --no-install-recommends ffmpeg poppler-utils libheif-examples perl \
      $([ "$OFFICE" = 0 ] || echo libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui fonts-liberation2 fonts-noto-core) \
      $([ "$OCR" = 0 ] || echo tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng) \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home hub && mkdir /data && chown hub /data
WORKDIR /hub
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN bash scripts/generate.sh && npx vite build --logLevel warn
ENV NODE_ENV=production MALLOC_ARENA_MAX=2
USER hub
EXPOSE 3000
CMD ["node", "--max-semi-space-size=4", "--optimize-for-size", "--import", "tsx", "server/main.ts"]
