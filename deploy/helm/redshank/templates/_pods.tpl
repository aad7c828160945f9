{{- define "redshank.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end }}

{{- define "redshank.chosen" -}}
app.kubernetes.io/name: redshank
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "redshank.labels" -}}
{{ include "redshank.chosen" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "redshank.secret" -}}
{{- .Values.secrets.existingSecret | default (printf "%s-engines" (include "redshank.name" .)) -}}
{{- end }}

{{- /* An engine's URL: of our own engine where that is on, else from the Secret. */ -}}
{{- define "redshank.environment" -}}
{{- $name := include "redshank.name" . -}}
{{- $secret := include "redshank.secret" . -}}
- name: REDSHANK_PUBLIC_URL
  value: {{ required "publicUrl is needed: what people and SDKs use" .Values.publicUrl | quote }}
- name: REDSHANK_RETENTION_DAYS
  value: {{ .Values.retentionDays | quote }}
{{- with .Values.trustedProxies }}
- name: REDSHANK_TRUSTED_PROXIES
  value: {{ . | quote }}
{{- end }}
{{- if .Values.engines.postgres.enabled }}
- name: POSTGRES_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ required "engines.existingSecret is needed" .Values.engines.existingSecret }}, key: postgres-password}}
- name: REDSHANK_DATABASE_URL
  value: postgresql://redshank:$(POSTGRES_PASSWORD)@{{ $name }}-postgres:5432/redshank
{{- else }}
- name: REDSHANK_DATABASE_URL
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: database-url}}
{{- end }}
{{- if .Values.engines.kafka.enabled }}
- name: REDSHANK_LOG_URL
  value: kafka://{{ $name }}-kafka:9092
{{- else }}
- name: REDSHANK_LOG_URL
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: log-url}}
{{- end }}
{{- if .Values.engines.elasticsearch.enabled }}
- name: ELASTIC_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ required "engines.existingSecret is needed" .Values.engines.existingSecret }}, key: elastic-password}}
- name: REDSHANK_PAYLOADS_URL
  value: http://elastic:$(ELASTIC_PASSWORD)@{{ $name }}-elasticsearch:9200
{{- else }}
- name: REDSHANK_PAYLOADS_URL
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: payloads-url}}
{{- end }}
- name: REDSHANK_METRICS_TOKEN
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: metrics-token, optional: true}}
- name: REDSHANK_SECRET_KEY
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: secret-key}}
- name: REDSHANK_SMTP_URL
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: smtp-url, optional: true}}
- name: REDSHANK_HEARTBEAT_URL
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: heartbeat-url, optional: true}}
{{- with .Values.mailFrom }}
- name: REDSHANK_MAIL_FROM
  value: {{ . | quote }}
{{- end }}
- name: REDSHANK_KAFKA_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: kafka-password, optional: true}}
{{- range $setting, $value := .Values.settings }}
- name: REDSHANK_{{ $setting }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "redshank.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "redshank.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "redshank.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- /* The pod of a role: .root, .part (gateway, processor, alerter, api), .readiness (path), .data (whether a claim has it). */ -}}
{{- define "redshank.pod" -}}
{{- $values := index .root.Values .part -}}
metadata:
  labels: {{- include "redshank.labels" . | nindent 4 }}
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/port: "9001"
    prometheus.io/path: /metrics
    {{- if not .root.Values.secrets.existingSecret }}
    checksum/secret: {{ include (print .root.Template.BasePath "/secret.yaml") .root | sha256sum }}
    {{- end }}
    {{- with $values.podAnnotations }}{{ toYaml . | nindent 4 }}{{ end }}
spec:
  # Kubernetes would set REDSHANK_PORT and the like for a Service of that name.
  enableServiceLinks: false
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: 90
  securityContext: {{- include "redshank.podSecurity" .root | nindent 4 }}
  {{- with .root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  containers:
    - name: {{ .part }}
      image: {{ include "redshank.image" .root | quote }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      args: [serve, {{ .part }}]
      env:
        {{- include "redshank.environment" .root | nindent 8 }}
        {{- if $values.processes }}
        - name: REDSHANK_PROCESSORS
          value: {{ $values.processes | quote }}
        {{- end }}
      ports:
        {{- if has .part (list "gateway" "api") }}
        - {name: http, containerPort: 9000}
        {{- end }}
        - {name: health, containerPort: 9001}
      securityContext: {{- include "redshank.containerSecurity" .root | nindent 8 }}
      resources: {{- toYaml $values.resources | nindent 8 }}
      startupProbe:
        httpGet: {path: /health/live, port: health}
        periodSeconds: 2
        timeoutSeconds: 5
        failureThreshold: 60
      livenessProbe:
        httpGet: {path: /health/live, port: health}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: {{ .readiness }}, port: health}
        periodSeconds: 5
        timeoutSeconds: 5
      {{- if has .part (list "gateway" "api") }}
      lifecycle:
        # Balancers need a moment to hear that this one ends.
        preStop: {exec: {command: [sleep, "5"]}}
      {{- end }}
      volumeMounts:
        - {name: data, mountPath: /data}
        - {name: tmp, mountPath: /tmp}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: 64Mi}
    {{- if not .data }}
    - name: data
      emptyDir: {sizeLimit: 64Mi}
    {{- end }}
  {{- with $values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.affinity }}
  affinity: {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "redshank.chosen" . | nindent 10 }}
{{- end }}
