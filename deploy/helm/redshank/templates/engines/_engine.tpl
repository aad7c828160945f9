{{- /* What the engines have in common: .root, .part, .uid, .port, .mount (of the claim), .container (more of it, YAML). */ -}}
{{- define "redshank.engine" -}}
{{- $name := printf "%s-%s" (include "redshank.name" .root) .part -}}
{{- $values := index .root.Values.engines .part -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels: {{- include "redshank.labels" . | nindent 4 }}
spec:
  clusterIP: None
  # A broker or node must find itself before it is ready.
  publishNotReadyAddresses: true
  selector: {{- include "redshank.chosen" . | nindent 4 }}
  ports:
    - {name: {{ .part | trunc 15 }}, port: {{ .port }}, targetPort: {{ .port }}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $name }}
  labels: {{- include "redshank.labels" . | nindent 4 }}
spec:
  serviceName: {{ $name }}
  replicas: 1
  selector:
    matchLabels: {{- include "redshank.chosen" . | nindent 6 }}
  template:
    metadata:
      labels: {{- include "redshank.labels" . | nindent 8 }}
    spec:
      enableServiceLinks: false
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 90
      securityContext:
        runAsNonRoot: true
        runAsUser: {{ .uid }}
        runAsGroup: {{ .uid }}
        fsGroup: {{ .uid }}
        fsGroupChangePolicy: OnRootMismatch
        seccompProfile: {type: RuntimeDefault}
      containers:
        - name: {{ .part }}
          image: {{ $values.image | quote }}
          securityContext:
            allowPrivilegeEscalation: false
            capabilities: {drop: [ALL]}
          resources: {{- toYaml $values.resources | nindent 12 }}
          ports:
            - containerPort: {{ .port }}
          volumeMounts:
            - {name: data, mountPath: {{ .mount }}}
          {{- .container | nindent 10 }}
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        {{- with $values.storageClass }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests:
            storage: {{ $values.size }}
{{- end }}

{{- define "redshank.postgres" -}}
args: [-c, max_connections=200, -c, shared_buffers=512MB, -c, max_wal_size=2GB]
env:
  - {name: POSTGRES_USER, value: redshank}
  - {name: POSTGRES_DB, value: redshank}
  - name: POSTGRES_PASSWORD
    valueFrom: {secretKeyRef: {name: {{ required "engines.existingSecret is needed" .Values.engines.existingSecret }}, key: postgres-password}}
readinessProbe:
  exec: {command: [pg_isready, --username, redshank, --dbname, redshank, --host, 127.0.0.1]}
  periodSeconds: 5
  timeoutSeconds: 5
{{- end }}

{{- define "redshank.kafka" -}}
env:
  - {name: KAFKA_NODE_ID, value: "1"}
  - {name: KAFKA_PROCESS_ROLES, value: "broker,controller"}
  - {name: KAFKA_LISTENERS, value: "PLAINTEXT://:9092,CONTROLLER://:9093"}
  - {name: KAFKA_ADVERTISED_LISTENERS, value: "PLAINTEXT://{{ include "redshank.name" . }}-kafka:9092"}
  - {name: KAFKA_LISTENER_SECURITY_PROTOCOL_MAP, value: "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"}
  - {name: KAFKA_CONTROLLER_LISTENER_NAMES, value: CONTROLLER}
  - {name: KAFKA_CONTROLLER_QUORUM_VOTERS, value: "1@localhost:9093"}
  - {name: KAFKA_LOG_DIRS, value: /var/lib/kafka/data/log}
  - {name: KAFKA_AUTO_CREATE_TOPICS_ENABLE, value: "false"}
  - {name: KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR, value: "1"}
  - {name: KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR, value: "1"}
  - {name: KAFKA_TRANSACTION_STATE_LOG_MIN_ISR, value: "1"}
  # There is no copy elsewhere: it answers when the record is on disk, not in memory.
  - {name: KAFKA_LOG_FLUSH_INTERVAL_MESSAGES, value: "1"}
  - {name: KAFKA_HEAP_OPTS, value: "-Xms512m -Xmx512m"}
readinessProbe:
  tcpSocket: {port: 9092}
  periodSeconds: 5
{{- end }}

{{- define "redshank.elasticsearch" -}}
env:
  - {name: discovery.type, value: single-node}
  - {name: xpack.security.enabled, value: "true"}
  - {name: xpack.security.http.ssl.enabled, value: "false"}
  - {name: ES_JAVA_OPTS, value: "-Xms1g -Xmx1g"}
  - name: ELASTIC_PASSWORD
    valueFrom: {secretKeyRef: {name: {{ required "engines.existingSecret is needed" .Values.engines.existingSecret }}, key: elastic-password}}
readinessProbe:
  tcpSocket: {port: 9200}
  periodSeconds: 5
{{- end }}
