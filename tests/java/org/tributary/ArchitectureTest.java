package org.tributary;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the packages may know of one another. */
@AnalyzeClasses(packages = "org.tributary", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule only_the_camel_side_knows_camel_and_the_aws_sdk =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.tributary.route..",
              "org.tributary.store.s3..",
              "org.tributary.demo..",
              "org.tributary")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.camel..", "software.amazon..")
          .because("everything else must be testable as plain Java");

  @ArchTest
  static final ArchRule packages_do_not_depend_on_one_another_in_circles =
      slices().matching("org.tributary.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_steps_of_a_row_do_not_see_one_another =
      slices()
          .matching("org.tributary.(read|clean|enrich|degrade|identify)..")
          .should()
          .notDependOnEachOther()
          .because("the upload account puts them together, and each can be understood alone");

  @ArchTest
  static final ArchRule the_gate_is_independent_of_what_it_checks =
      noClasses()
          .that()
          .resideInAPackage("org.tributary.gate..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.tributary.clean..", "org.tributary.enrich..", "org.tributary.degrade..")
          .because("a mistake in the code that degrades must not hide itself");

  @ArchTest
  static final ArchRule the_proof_shares_nothing_with_what_it_proves =
      noClasses()
          .that()
          .resideInAPackage("org.tributary.proof..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.tributary.clean..",
              "org.tributary.enrich..",
              "org.tributary.degrade..",
              "org.tributary.gate..",
              "org.tributary.upload..",
              "org.tributary.hub..")
          .because("a mistake in what makes the outputs, or checks them first, must show here");

  @ArchTest
  static final ArchRule packages_say_what_they_are =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..common..", "..helper..", "..model..", "..service..", "..impl..");

  @ArchTest
  static final ArchRule nobody_sleeps =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .because("waiting belongs to a schedule or a condition");

  @ArchTest
  static final ArchRule only_the_command_line_prints =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.tributary", "org.tributary.demo..")
          .should()
          .accessField(System.class, "out")
          .because("a library of ours logs or returns");

  @ArchTest
  static final ArchRule dates_are_java_time =
      noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.Date");

  @ArchTest
  static final ArchRule letters_change_case_in_no_locale =
      noClasses()
          .should()
          .callMethod(String.class, "toUpperCase")
          .orShould()
          .callMethod(String.class, "toLowerCase")
          .because("in Turkish, i has another upper case");
}
