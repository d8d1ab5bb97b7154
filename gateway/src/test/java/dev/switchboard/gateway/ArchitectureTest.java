package dev.switchboard.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.netty.util.Version;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Dependencies point one way, and the libraries live together.
class ArchitectureTest {

    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.switchboard");

    @Test
    void the_rules_know_nothing_but_java() {
        noClasses()
                .that()
                .resideInAPackage("dev.switchboard.routing..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "org.jspecify..",
                        "dev.switchboard.routing..")
                .check(OURS);
    }

    @Test
    void only_the_store_talks_to_redis() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.switchboard.gateway.store")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx.redis..")
                .check(OURS);
    }

    @Test
    void what_decides_does_not_know_sockets() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..gateway.conversation",
                        "..gateway.pools",
                        "..gateway.store",
                        "..gateway.wire")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.core.http..", "..gateway.connection", "..gateway.web")
                .check(OURS);
    }

    @Test
    void the_assistant_does_not_know_conversations_pools_or_frames() {
        noClasses()
                .that()
                .resideInAPackage("..gateway.assistant..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..gateway.conversation", "..gateway.pools", "..gateway.wire")
                .check(OURS);
    }

    @Test
    void the_account_knows_the_assistant_s_port_and_the_assistant_not_the_account() {
        noClasses()
                .that()
                .resideInAPackage("..gateway.account")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..gateway.conversation",
                        "..gateway.connection",
                        "..gateway.embedded",
                        "..gateway.pools",
                        "..gateway.store",
                        "..gateway.wire")
                .check(OURS);
        noClasses()
                .that()
                .resideInAnyPackage("..gateway.assistant..", "..gateway.conversation")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..gateway.account")
                .check(OURS);
    }

    @Test
    void what_checks_an_answer_knows_nothing_of_who_asks() {
        noClasses()
                .that()
                .resideInAnyPackage("..assistant.facts", "..assistant.privacy")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..",
                        "org.jspecify..",
                        "com.ibm.icu..",
                        "com.google.i18n.phonenumbers..",
                        "org.apache.commons.validator..",
                        "..assistant.facts",
                        "..assistant.privacy",
                        "..gateway.memory")
                .check(OURS);
    }

    @Test
    void the_policy_files_know_nothing_of_what_goes_by_them() {
        noClasses()
                .that()
                .resideInAnyPackage("..gateway.policy", "..gateway.config")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..gateway.assistant..",
                        "..gateway.cli",
                        "..gateway.cluster",
                        "..gateway.connection",
                        "..gateway.conversation",
                        "..gateway.pools",
                        "..gateway.store",
                        "..gateway.web",
                        "..gateway.wire")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("..gateway.config")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..gateway.policy")
                .check(OURS);
    }

    @Test
    void evaluations_know_the_node_by_its_protocol_and_only_the_command_line_knows_them() {
        noClasses()
                .that()
                .resideInAPackage("..gateway.evals")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..gateway.cli",
                        "..gateway.cluster",
                        "..gateway.connection",
                        "..gateway.conversation",
                        "..gateway.pools",
                        "..gateway.web",
                        "..gateway.wire",
                        "dev.switchboard.gateway")
                .check(OURS);
        noClasses()
                .that()
                .resideOutsideOfPackages("..gateway.evals", "..gateway.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..gateway.evals")
                .check(OURS);
    }

    @Test
    void there_is_one_netty() {
        assertThat(
                        Version.identify().values().stream()
                                .map(Version::artifactVersion)
                                .collect(Collectors.toSet()))
                .hasSize(1);
    }
}
