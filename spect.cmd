@echo off
rem Builds the command line if it is missing, then runs it.
rem JAVA_HOME         JDK to use (default: the java of the path)
rem SPECT_JAVA_OPTS   options for the Java VM (default: -Xmx2g)
rem SPECT_CLASSPATH   jars of plugins, separated by ;
rem SPECT_REBUILD     set to any value to build again after sources changed
setlocal
set "cli=%~dp0spect-cli\target"
set "java=java"
if not defined JAVA_HOME goto java
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" goto java
echo spect: JAVA_HOME is "%JAVA_HOME%", where there is no bin\java.exe: set it to a JDK 1>&2
exit /b 1
:java
if defined SPECT_REBUILD goto build
if exist "%cli%\spect-cli.jar" goto run
:build
echo spect: building (a first build downloads about 280 MB) 1>&2
pushd "%~dp0"
call mvnw.cmd -q -Dmaven.test.skip=true -Dspotless.check.skip=true -pl spect-cli -am package 1>&2
if errorlevel 1 (popd & exit /b 1)
popd
:run
set "jars=%cli%\spect-cli.jar;%cli%\lib\*"
set "opens="
if not defined SPECT_CLASSPATH goto options
if "%SPECT_CLASSPATH:spect-spark=%"=="%SPECT_CLASSPATH%" goto plugins
rem Spark needs its own versions of what others bring, too, and reaches into the JDK
set "jars=%SPECT_CLASSPATH%;%jars%"
for %%p in (java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar) do call set "opens=%%opens%% --add-opens=java.base/%%p=ALL-UNNAMED"
goto options
:plugins
set "jars=%jars%;%SPECT_CLASSPATH%"
:options
set "options=-Xmx2g"
rem threads that wait for each other in a busy loop starve each other where other programs use the cores, too
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
rem a report takes seconds, in which thorough compiling costs more than it gains
if "%~1 %~2"=="study report" set "options=-Xmx2g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
if defined SPECT_JAVA_OPTS set "options=%SPECT_JAVA_OPTS%"
"%java%" %options% %opens% -Djava.awt.headless=true -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -cp "%jars%" io.github.spectcad.cli.SpectCommand %*
exit /b %errorlevel%
