package io.jenkins.plugins.vela.stepclass;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The class files of one step: the step class with a public field for every parameter, and its descriptor class. Fields and
 * not setters, because a field may be called {@code class}, {@code descriptor}, {@code dNSName} or {@code pull-policy} where a
 * getter would mean something else or be impossible. Immutable.
 */
public final class StepClassFile {

    /** The constructor's argument count that a class file can express, less the object itself. */
    private static final int MOST_REQUIRED = 254;

    private static final String DESCRIPTOR = "DescriptorImpl";

    private final byte[] step;
    private final byte[] descriptor;

    private StepClassFile(byte[] step, byte[] descriptor) {
        this.step = step;
        this.descriptor = descriptor;
    }

    /**
     * Writes the classes.
     *
     * @param name full name of the step class, in the package of whoever will define it
     * @param parameters its fields; the required ones in the order of the constructor's arguments
     * @throws IllegalArgumentException when two parameters have the same name or more than 254 are required
     */
    public static StepClassFile write(String name, StepClassShape shape, List<StepParameter> parameters) {
        Set<String> names = new LinkedHashSet<>();
        for (StepParameter parameter : parameters) {
            if (!names.add(parameter.name())) {
                throw new IllegalArgumentException("two parameters are called \"" + parameter.name() + "\"");
            }
        }
        List<StepParameter> required = new ArrayList<>(
                parameters.stream().filter(StepParameter::required).toList());
        if (required.size() > MOST_REQUIRED) {
            throw new IllegalArgumentException(required.size() + " required parameters, at most " + MOST_REQUIRED);
        }
        String internal = name.replace('.', '/');
        return new StepClassFile(step(internal, shape, parameters, required), descriptor(internal, shape));
    }

    private static byte[] step(
            String internal, StepClassShape shape, List<StepParameter> parameters, List<StepParameter> required) {
        String base = internal(shape.stepBase());
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, internal, null, base, null);
        nest(writer, internal);
        for (StepParameter parameter : parameters) {
            FieldVisitor field = writer.visitField(
                    Opcodes.ACC_PUBLIC,
                    parameter.name(),
                    parameter.type().descriptor(),
                    parameter.type().signature().orElse(null),
                    null);
            if (!parameter.required()) {
                field.visitAnnotation(type(shape.setterAnnotation()), true).visitEnd();
            }
            field.visitEnd();
        }
        StringBuilder arguments = new StringBuilder("(");
        StringBuilder generic = new StringBuilder("(");
        for (StepParameter parameter : required) {
            arguments.append(parameter.type().descriptor());
            generic.append(parameter.type().signature().orElse(parameter.type().descriptor()));
        }
        MethodVisitor constructor = writer.visitMethod(
                Opcodes.ACC_PUBLIC,
                "<init>",
                arguments.append(")V").toString(),
                generic.append(")V").toString(),
                null);
        // reflection tells the names of arguments from these
        required.forEach(parameter -> constructor.visitParameter(parameter.name(), 0));
        constructor.visitAnnotation(type(shape.constructorAnnotation()), true).visitEnd();
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, base, "<init>", "()V", false);
        int argument = 1;
        for (StepParameter parameter : required) {
            constructor.visitVarInsn(Opcodes.ALOAD, 0);
            constructor.visitVarInsn(Opcodes.ALOAD, argument++);
            constructor.visitFieldInsn(
                    Opcodes.PUTFIELD,
                    internal,
                    parameter.name(),
                    parameter.type().descriptor());
        }
        end(constructor);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] descriptor(String step, StepClassShape shape) {
        String base = internal(shape.descriptorBase());
        String argument = "(" + type(shape.descriptorArgument()) + ")V";
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
                step + "$" + DESCRIPTOR,
                null,
                base,
                null);
        nest(writer, step);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", argument, null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitVarInsn(Opcodes.ALOAD, 1);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, base, "<init>", argument, false);
        end(constructor);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Both classes have to say that one lies in the other, or {@link Class#getEnclosingClass()} fails. */
    private static void nest(ClassWriter writer, String step) {
        writer.visitInnerClass(
                step + "$" + DESCRIPTOR, step, DESCRIPTOR, Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL);
    }

    private static void end(MethodVisitor constructor) {
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
    }

    private static String internal(String className) {
        return className.replace('.', '/');
    }

    private static String type(String className) {
        return "L" + internal(className) + ";";
    }

    /**
     * Defines both classes in the package and class loader of whoever looks up.
     *
     * @return the descriptor class; {@link Class#getEnclosingClass()} is the step class
     * @throws LinkageError when that loader has classes of these names already
     */
    public Class<?> define(MethodHandles.Lookup lookup) throws IllegalAccessException {
        lookup.defineClass(step);
        return lookup.defineClass(descriptor);
    }
}
