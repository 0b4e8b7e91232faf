package io.handover.architecture.planted.pure.assignment;

import java.sql.Connection;

record RuleWithSql(Connection connection) {}
