@echo off
rem Builds the command line if it is missing, then runs it.
rem JAVA_HOME         JDK to use (default: the java of the path)
rem SPECT_JAVA_OPTS   options for the Java VM (default: -Xmx2g)
rem SPECT_CLASSPATH   jars of plugins, separated by ;
rem SPECT_REBUILD     set to any value to build again after sources changed
setlocal
set "cli=%~dp0spect-cli\target"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
set "plugins="
if defined SPECT_CLASSPATH set "plugins=;%SPECT_CLASSPATH%"
if not defined SPECT_JAVA_OPTS set "SPECT_JAVA_OPTS=-Xmx2g"
if defined SPECT_REBUILD goto build
if exist "%cli%\spect-cli.jar" goto run
:build
echo spect: building (a first build downloads about 280 MB) 1>&2
pushd "%~dp0"
call mvnw.cmd -q -Dmaven.test.skip=true -Dspotless.check.skip=true -pl spect-cli -am package 1>&2
if errorlevel 1 (popd & exit /b 1)
popd
:run
"%java%" %SPECT_JAVA_OPTS% -Djava.awt.headless=true -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -cp "%cli%\spect-cli.jar;%cli%\lib\*%plugins%" io.github.spectcad.cli.SpectCommand %*
exit /b %errorlevel%
