"""Java, Kotlin, Scala, Groovy: proxies, lambdas and anonymous classes carry counters."""

import re

from processor.fingerprint.families.family import Family, Kind, RawFrame
from processor.fingerprint.families.paths import stem

_GENERATED_CLASS = re.compile(
    r"(?:\$Proxy\$)?_\$\$_\w+|\$\$(?:Lambda|ExternalSynthetic|EnhancerBy|FastClassBy|SpringCGLIB|ByteBuddy|Proxy|_WeldClientProxy|_WeldSubclass|\d)[\w$/.]*|"
    r"\$\$[0-9a-f]{6,16}.*"
    r"|/0x[0-9a-fA-F]+|\$HibernateProxy.*|_(?:ClientProxy|Subclass|Bean)$|\$MockitoMock\$.*|\$ByteBuddy\$.*|"
    r"\$Companion$|__\d+(?=\$|$)"
)
_PROXY_NUMBER = re.compile(
    r"(\$?Proxy|GeneratedMethodAccessor|GeneratedConstructorAccessor|LambdaForm\$\w+?|\$Script)\d+"
)
_ANONYMOUS_CLASS = re.compile(
    r"\$\d+(?=\$|$)|(?<=\$)\d+(?=[A-Z])|\$lambda(?:[$-]\d+)?(?=\$|$)|\$\$anonfun(?:\$\d+)?|_closure\d+|\$anon\$\d+|\$inlined\$.*"
)
_LAMBDA = re.compile(r"^lambda\$(.+?)(?:\$[0-9a-f]+)?(?:\$\d+)?(?:\$\w+(?:-\w+)+)?$")
_ANONFUN = re.compile(r"^\$anonfun\$(.+?)\$\d+(?:\$adapted)?$")
_COUNTED = re.compile(
    r"(?:\$\d+|\$default|\$lambda\$\d+|-[0-9A-Za-z_-]{7}|\$suspendImpl|\$[a-z][\w_]*\$aroundBody\d*|_aroundBody\d*)+$"
)
_COMPOSED = re.compile(r"^lambda_*-?\d+$")
"""A lambda of Jetpack Compose, kept in a field."""
_BRIDGES = ("access$", "$r8$lambda$", "-$$Nest$")
"""Methods by which a compiler lets one class into another."""
_BODIES = "invoke invokeSuspend apply accept run call get test applyAsLong doCall invokeStatic"
_MADE_UP = frozenset(_BODIES.split())
_PLUMBING_PACKAGES = """
    jdk.internal.reflect sun.reflect java.lang.reflect java.lang.invoke com.sun.proxy jdk.proxy1 jdk.proxy2
    jdk.proxy3 io.sentry org.springframework.cglib org.springframework.aop net.sf.cglib net.bytebuddy
    org.aspectj kotlin.coroutines kotlinx.coroutines.internal org.codehaus.groovy.runtime
    org.codehaus.groovy.reflection groovy.lang.MetaClass org.slf4j ch.qos.logback org.apache.logging
    org.apache.log4j org.apache.commons.logging java.util.logging
"""
_LIBRARY_PACKAGES = """
    java javax jakarta jdk sun com.sun com.oracle oracle.jdbc kotlin kotlinx scala groovy clojure android
    androidx dalvik com.android com.google com.fasterxml com.zaxxer com.mysql com.microsoft.sqlserver
    com.mongodb com.rabbitmq com.amazonaws com.netflix com.squareup com.azure com.stripe com.slack com.auth0
    com.nimbusds com.hazelcast com.datastax com.github.benmanes com.thoughtworks com.opencsv org.apache
    org.springframework org.hibernate org.eclipse org.jboss org.postgresql org.h2 org.mariadb org.junit
    junit org.mockito org.gradle org.codehaus org.glassfish org.xnio org.quartz org.thymeleaf org.jetbrains
    org.json org.elasticsearch org.redisson org.bouncycastle org.yaml org.jooq org.flywaydb org.dom4j
    org.xml org.w3c org.jsoup org.mapstruct io.netty io.undertow io.vertx io.micronaut io.quarkus io.ktor
    io.grpc io.lettuce io.micrometer io.reactivex io.projectreactor io.jsonwebtoken io.swagger reactor
    okhttp3 okio retrofit2 redis.clients feign play akka rx software.amazon javafx brave zipkin2 liquibase
    lombok worker.org.gradle
"""
_PLUMBING = tuple(f"{package}." for package in _PLUMBING_PACKAGES.split())
_LIBRARY = tuple(f"{package}." for package in _LIBRARY_PACKAGES.split())
_PROXY = re.compile(r"\$\$FastClass|(?:^|[.$])\$?Proxy\d+$")


def _place(frame: RawFrame) -> str:
    module = frame.module or stem(frame.file)
    if "$" not in module and "/" not in module and "_" not in module:
        return module
    module = _PROXY_NUMBER.sub(r"\1", _GENERATED_CLASS.sub("", module))
    return _ANONYMOUS_CLASS.sub("", module)


def _function(frame: RawFrame) -> str:
    name = frame.function
    if anonymous := (_LAMBDA.match(name) or _ANONFUN.match(name)):
        name = anonymous.group(1)
    name = _COUNTED.sub("", name)
    if _COMPOSED.match(name):
        return "lambda"
    if name in _MADE_UP and "$" in frame.module:
        # The body of a Kotlin, Scala or Groovy lambda: a class named after the function around it.
        return _enclosing(frame.module) or name
    return name


def _enclosing(module: str) -> str:
    parts = module.rpartition(".")[2].split("$")
    numbered = any(part.isdecimal() for part in parts[1:])
    named = [part for part in parts[1:] if part[:1].islower() and part.isidentifier()]
    return named[0] if numbered and named else ""


def _kind(frame: RawFrame) -> Kind:
    module = frame.module
    if module.startswith(_PLUMBING) or _PROXY.search(module) or frame.function.startswith(_BRIDGES):
        return Kind.PLUMBING
    return Kind.LIBRARY if module.startswith(_LIBRARY) else Kind.APP


FAMILY = Family(_place, _function, _kind)
